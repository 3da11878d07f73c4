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
 * Connections for a pool. Where the database cannot be reached it is tried again and again until it
 * can, so that the pool is whole within {@link #LONGEST_PAUSE} of the database's return: left to
 * itself it would pause for up to five seconds between tries. Nobody but the pool's own thread
 * waits here; whoever waits for the pool does so within its limit. Reports each outage, with its
 * cause, and its end to the {@link DatabaseLog}.
 */
final class RetryingDataSource extends PGSimpleDataSource {

  static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private static final long serialVersionUID = 1L;

  private static final RetryPolicy<Connection> UNTIL_IT_IS_THERE =
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
   * The pool calls this one where it knows a user, and the one without parameters comes here, too.
   *
   * @throws SQLException where the thread is interrupted or the source closed meanwhile
   */
  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    try {
      return Failsafe.with(UNTIL_IT_IS_THERE).get(() -> connect(user, password));
    } catch (FailsafeException given) {
      throw new SQLException("no connection was made", given.getCause());
    }
  }

  /** No more tries. */
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
