package dev.scores.chassis.operations;

import dev.scores.chassis.database.Admission;
import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Whether the database answers on a connection of the pool; nothing else about it is said. */
@Singleton
@Requires(beans = DataSource.class)
final class DatabaseHealth implements HealthIndicator {

  private final DataSource pool;
  private final Admission admission;
  private final HealthProbe probe;

  DatabaseHealth(
      DataSource pool,
      Admission admission,
      DataSourceResolver resolver,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.pool = resolver.resolve(pool);
    this.admission = admission;
    this.probe =
        new HealthProbe(
            "database",
            Mono.fromCallable(this::ask).subscribeOn(Schedulers.fromExecutorService(blocking)),
            HealthStatus.DOWN);
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return probe.result();
  }

  /** Does not throw: nobody would hear it who has given up waiting, and it would be logged. */
  private HealthStatus ask() {
    try {
      return admission.answers(pool, 1) ? HealthStatus.UP : HealthStatus.DOWN;
    } catch (SQLException away) {
      return HealthStatus.DOWN;
    }
  }
}
