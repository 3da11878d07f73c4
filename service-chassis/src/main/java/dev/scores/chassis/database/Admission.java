package dev.scores.chassis.database;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Puts the service's one {@link QueueDelayEstimator} in front of its pool. Who would wait longer
 * than the pool lets anybody wait is refused there at once; the HTTP entrance looks into the room
 * and refuses much earlier (docs/adr/0020).
 */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE) // Within whatever else is put around a pool.
public final class Admission implements BeanCreatedEventListener<DataSource> {

  private final QueueDelayEstimator room;

  public Admission(@Value("${datasources.default.connection-timeout:1000}") long longestMillis) {
    this.room = new QueueDelayEstimator(Duration.ofMillis(longestMillis), System::nanoTime);
  }

  public QueueDelayEstimator room() {
    return room;
  }

  @Override
  public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
    return new AdmittingDataSource(event.getBean(), room);
  }

  /**
   * Whether the database answers on a connection of the pool. Asks past the room, and where no
   * connection comes free takes it for an answer that others got one meanwhile: a database that is
   * busy is there, and who is told otherwise takes a working instance out of service.
   *
   * @param pool as {@link #onCreated} made it, or another
   * @param seconds how long the database has for its answer
   */
  public boolean answers(DataSource pool, int seconds) throws SQLException {
    DataSource direct = pool instanceof AdmittingDataSource admitting ? admitting.pool() : pool;
    long start = System.nanoTime();
    try (Connection connection = direct.getConnection()) {
      return connection.isValid(seconds);
    } catch (SQLException none) {
      return room.hadATurnSince(start);
    }
  }
}
