package dev.scores.chassis.database;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Opens connections for a pool and retries until the database can be reached, so that the pool is
 * refilled within {@link #LONGEST_PAUSE} of the database's return; HikariCP alone pauses for up to
 * 5 s between attempts. Only the pool's own thread waits here; callers of the pool wait within its
 * timeout. Reports outages and recoveries to the {@link DatabaseLog}.
 */
final class RetryingDataSource extends PGSimpleDataSource {

  static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private static final long serialVersionUID = 1L;

  private static final RetryPolicy<Connection> UNTIL_CONNECTED =
      RetryPolicy.<Connection>builder()
          .handle(SQLException.class)
          .withBackoff(Duration.ofMillis(50), LONGEST_PAUSE)
          .withMaxRetries(-1)
          .build();

  private final transient DatabaseLog log;
  private transient volatile boolean closed;

  RetryingDataSource(DatabaseLog log) {
    this.log = log;
  }

  /**
   * Called by the pool if it has a user, and by the method without parameters.
   *
   * @throws SQLException if the thread is interrupted or the source closed meanwhile
   */
  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    try {
      return Failsafe.with(UNTIL_CONNECTED).get(() -> connect(user, password));
    } catch (FailsafeException stopped) {
      throw new SQLException("no connection was made", stopped.getCause());
    }
  }

  /** Stops retrying. */
  void close() {
    closed = true;
  }

  private Connection connect(@Nullable String user, @Nullable String password) throws SQLException {
    if (closed) {
      throw new IllegalStateException("the pool is closed");
    }
    try {
      Connection connection = super.getConnection(user, password);
      log.connected();
      return connection;
    } catch (SQLException fault) {
      if (!closed) {
        log.connectionFailed(fault);
      }
      throw fault;
    }
  }
}
