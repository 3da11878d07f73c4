package dev.scores.chassis.database;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Puts the service's one {@link QueueDelayEstimator} in front of its pool. Who would wait longer
 * than the pool lets anybody wait is refused there at once; the HTTP entrance looks into the room
 * and refuses much earlier (docs/adr/0020).
 */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE) // Within whatever else is put around a pool.
public final class PoolAdmission implements BeanCreatedEventListener<DataSource> {

  private final QueueDelayEstimator room;

  public PoolAdmission(PoolSettings settings) {
    this.room =
        new QueueDelayEstimator(Duration.ofMillis(settings.connectionTimeout()), System::nanoTime);
  }

  public QueueDelayEstimator room() {
    return room;
  }

  @Override
  public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
    return new AdmittingDataSource(event.getBean(), room);
  }

  /** A question that is put to the database on one connection. */
  @FunctionalInterface
  public interface Question<T> {

    T ask(Connection connection) throws SQLException;
  }

  /**
   * Puts a question to the database, past the queue for connections. A database that is busy is
   * there, and to report otherwise would take a working instance out of service: so it is no fault
   * where no connection comes free while other callers get one.
   *
   * @param pool as {@link #onCreated} made it, or another
   * @return empty where the database is too busy to be asked
   * @throws SQLException where no connection can be had, or the question fails
   */
  public <T> Optional<T> ask(DataSource pool, Question<T> question) throws SQLException {
    DataSource direct = pool instanceof AdmittingDataSource admitting ? admitting.pool() : pool;
    long start = System.nanoTime();
    Connection connection;
    try {
      connection = direct.getConnection();
    } catch (SQLException none) {
      if (room.hadATurnSince(start)) {
        return Optional.empty();
      }
      throw none;
    }
    try (connection) {
      return Optional.of(question.ask(connection));
    }
  }
}
