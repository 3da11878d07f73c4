package dev.scores.chassis.operations;

import dev.scores.chassis.database.DatabaseLog;
import dev.scores.chassis.database.PoolAdmission;
import dev.scores.chassis.database.SchemaCheck;
import dev.scores.chassis.database.SchemaCheck.Problem;
import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.jdbc.DataSourceResolver;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Whether the database responds on a connection of the pool, accepts writes and has the schema that
 * this release needs. Responses describe such a problem, and nothing else about the database.
 */
@Singleton
@Requires(beans = DataSource.class)
final class DatabaseHealth implements DependencyHealth {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseHealth.class);
  private static final String NAME = "database";

  private final DataSource pool;
  private final PoolAdmission admission;
  private final SchemaCheck schema;
  private final DatabaseLog log;
  private final HealthProbe probe;

  /** The problem that the last successful check found; empty for none. */
  private final AtomicReference<Optional<Problem>> problem =
      new AtomicReference<>(Optional.empty());

  DatabaseHealth(
      DataSource pool,
      PoolAdmission admission,
      SchemaCheck schema,
      DatabaseLog log,
      DataSourceResolver resolver,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.pool = resolver.resolve(pool);
    this.admission = admission;
    this.schema = schema;
    this.log = log;
    this.probe =
        new HealthProbe(
            Mono.fromCallable(this::check).subscribeOn(Schedulers.fromExecutorService(blocking)),
            down().build());
  }

  @Override
  public HealthProbe probe() {
    return probe;
  }

  /** Does not throw: the caller may have timed out, and the framework would log the exception. */
  private HealthResult check() {
    try {
      return admission
          .query(pool, this::problem)
          .map(this::record)
          .orElseGet(() -> result(problem.get()));
    } catch (SQLException fault) {
      log.operationFailed("a readiness check", fault);
      return down().build();
    }
  }

  /** Closes connections to a server that accepts no writes, so that the pool connects again. */
  private Optional<Problem> problem(Connection connection) throws SQLException {
    Optional<Problem> current = schema.problem(connection);
    if (isOfServer(current) != isOfServer(problem.get())) {
      // The other connections of the pool may lead to a server that does not accept writes.
      PoolAdmission.evictAll(pool);
    } else if (isOfServer(current)) {
      PoolAdmission.evict(pool, connection);
    }
    return current;
  }

  private static boolean isOfServer(Optional<Problem> problem) {
    return problem.filter(Problem::isOfServer).isPresent();
  }

  private HealthResult record(Optional<Problem> current) {
    if (!problem.getAndSet(current).equals(current)) {
      current.ifPresentOrElse(
          found -> LOG.warn("not ready: {}", found.reason()),
          () -> LOG.info("the database can be used: ready"));
    }
    return result(current);
  }

  private static HealthResult result(Optional<Problem> problem) {
    return problem
        .map(found -> down().details(Map.of("error", found.reason())))
        .orElseGet(() -> HealthResult.builder(NAME, HealthStatus.UP))
        .build();
  }

  private static HealthResult.Builder down() {
    return HealthResult.builder(NAME, HealthStatus.DOWN);
  }
}
