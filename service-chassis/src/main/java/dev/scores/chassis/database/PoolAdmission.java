package dev.scores.chassis.database;

import com.zaxxer.hikari.HikariDataSource;
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
 * Wraps the default pool with the service's {@link QueueDelayEstimator}. A caller that would wait
 * longer than the pool's timeout is rejected at once; HTTP admission control uses the same estimate
 * and rejects much earlier (docs/adr/0020).
 */
@Singleton
@Order(
    Ordered.HIGHEST_PRECEDENCE + 1) // Innermost of the wrappers of a pool, except that of traces.
public final class PoolAdmission implements BeanCreatedEventListener<DataSource> {

  private final QueueDelayEstimator estimator;

  public PoolAdmission(PoolSettings settings) {
    this.estimator =
        new QueueDelayEstimator(Duration.ofMillis(settings.connectionTimeout()), System::nanoTime);
  }

  public QueueDelayEstimator estimator() {
    return estimator;
  }

  @Override
  public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
    return event.getBeanIdentifier().getName().equals("default")
        ? new AdmittingDataSource(event.getBean(), estimator)
        : event.getBean();
  }

  /** A query on one connection. */
  @FunctionalInterface
  public interface Query<T> {

    T run(Connection connection) throws SQLException;
  }

  /**
   * Runs a query without waiting in the estimator's queue. If no connection becomes free while
   * other callers get one, the database is busy but available, and the result is empty: an error
   * would take a working instance out of service.
   *
   * @param pool the pool, wrapped or not
   * @return empty if the database is too busy
   * @throws SQLException if no connection can be made or the query fails
   */
  public <T> Optional<T> query(DataSource pool, Query<T> query) throws SQLException {
    DataSource direct = direct(pool);
    long start = System.nanoTime();
    Connection connection;
    try {
      connection = direct.getConnection();
    } catch (SQLException unavailable) {
      if (estimator.hasServedSince(start)) {
        return Optional.empty();
      }
      throw unavailable;
    }
    try (connection) {
      return Optional.of(query.run(connection));
    }
  }

  /** The pool itself: {@link #evict} does not recognize connections that tracing has wrapped. */
  private static DataSource direct(DataSource source) throws SQLException {
    DataSource inner = source instanceof AdmittingDataSource admitting ? admitting.pool() : source;
    return inner.isWrapperFor(HikariDataSource.class)
        ? inner.unwrap(HikariDataSource.class)
        : inner;
  }

  /**
   * Closes a connection of the pool instead of using it again: the next one may lead to another
   * server.
   *
   * @param connection from {@link #query}
   */
  public static void evict(DataSource pool, Connection connection) throws SQLException {
    if (pool.isWrapperFor(HikariDataSource.class)) {
      pool.unwrap(HikariDataSource.class).evictConnection(connection);
    }
  }

  /** As {@link #evict}, all connections of the pool: idle ones now, the others after their use. */
  public static void evictAll(DataSource pool) throws SQLException {
    if (pool.isWrapperFor(HikariDataSource.class)) {
      pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
    }
  }
}
