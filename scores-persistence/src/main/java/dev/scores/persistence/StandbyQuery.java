package dev.scores.persistence;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.scores.domain.StaleReads.SeenWrite;
import dev.scores.persistence.PrimaryProgress.Requirement;
import dev.scores.persistence.RowQuery.RowReader;
import dev.scores.persistence.StandbyState.Reason;
import io.micronaut.context.annotation.Requires;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/**
 * Reads from the standby, if it is recent enough: checks are statements of their own before the
 * query, in the same round trip. Never fails: without a result, the primary answers, after at most
 * {@link #LONGEST_WAIT}, the connection timeout of the pool and {@link #PATIENCE}. Thread-safe.
 */
@Singleton
@Requires(property = StandbySettings.URL)
final class StandbyQuery {

  /**
   * Whether the server has a write. A standby shows commits in their order, so one that shows a
   * write shows all before it. A score that has been removed since has left an event.
   */
  static final String HAS_WRITE =
      """
      select exists (select from scores where id = ? and version >= ?)
        or exists (select from score_events where score_id = ? and type = 'r')
      """;

  /** The longest wait for a connection while all are in use. */
  static final Duration LONGEST_WAIT = Duration.ofMillis(100);

  /**
   * How long the server may be silent. More than its {@code statement_timeout}, so that it says
   * itself that a query took too long, and less than a list may wait for a thread.
   */
  static final Duration PATIENCE = Duration.ofMillis(600);

  private final DataSource pool;
  private final PrimaryProgress primary;
  private final StandbyState state;
  private final Semaphore connections;

  StandbyQuery(
      @Named(StandbySettings.DATA_SOURCE) DataSource pool,
      DataSourceResolver resolver,
      PrimaryProgress primary,
      StandbyState state,
      StandbySettings settings) {
    this.pool = resolver.resolve(pool);
    this.primary = primary;
    this.state = state;
    this.connections = new Semaphore(settings.poolSize());
  }

  /** The rows of the query in its order, or empty if the primary must answer. */
  <T> Optional<List<T>> rows(
      Optional<SeenWrite> write, String sql, RowReader<T> reader, Object... parameters) {
    Optional<Requirement> required = primary.requirement();
    if (required.isEmpty()) {
      state.fellBack(Reason.UNKNOWN);
      return Optional.empty();
    }
    switch (state.next()) {
      case STANDBY -> {
        return ask(required.get(), write, sql, reader, parameters);
      }
      case PRIMARY_AND_CHECK -> Thread.startVirtualThread(() -> check(required.get()));
      case PRIMARY -> {}
    }
    return Optional.empty();
  }

  private <T> Optional<List<T>> ask(
      Requirement required,
      Optional<SeenWrite> write,
      String sql,
      RowReader<T> reader,
      Object... parameters) {
    if (!isConnectionFree()) {
      state.fellBack(Reason.BUSY);
      return Optional.empty();
    }
    try (Connection connection = connect()) {
      return query(connection, required, write, sql, reader, parameters);
    } catch (SQLException fault) {
      if (isCanceled(fault)) {
        state.canceled();
      } else {
        state.fellBack(Reason.UNAVAILABLE);
        avoid(fault);
      }
      return Optional.empty();
    } finally {
      connections.release();
    }
  }

  private boolean isConnectionFree() {
    try {
      return connections.tryAcquire(LONGEST_WAIT.toNanos(), NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Connection connect() throws SQLException {
    Connection connection = pool.getConnection();
    try {
      connection.setNetworkTimeout(Runnable::run, (int) PATIENCE.toMillis());
      return connection;
    } catch (SQLException broken) {
      connection.close();
      throw broken;
    }
  }

  private <T> Optional<List<T>> query(
      Connection connection,
      Requirement required,
      Optional<SeenWrite> write,
      String sql,
      RowReader<T> reader,
      Object... parameters)
      throws SQLException {
    List<String> statements = new ArrayList<>(List.of(LogPosition.CURRENT));
    List<Object> all = new ArrayList<>();
    write.ifPresent(
        seen -> {
          statements.add(HAS_WRITE);
          long id = seen.score().value();
          all.addAll(List.of(id, seen.version(), id));
        });
    statements.add(sql);
    all.addAll(Arrays.asList(parameters));
    try (PreparedStatement statement =
        connection.prepareStatement(String.join(";\n", statements))) {
      RowQuery.bind(statement, all);
      statement.execute();
      if (!canBeUsed(position(statement.getResultSet()), required)
          || (write.isPresent() && !hasWrite(statement))) {
        return Optional.empty();
      }
      List<T> rows = RowQuery.read(next(statement), reader);
      state.answered();
      return Optional.of(rows);
    } catch (SQLException fault) {
      if (!ScoreStoreExceptions.isOfStatement(fault)) {
        throw fault;
      }
      state.fellBack(Reason.FAILED);
      // The tables of another database are missing or different.
      checkAfterFailure(connection, required);
      return Optional.empty();
    }
  }

  private void checkAfterFailure(Connection connection, Requirement required) {
    try {
      avoidUnlessUsable(position(connection), required);
    } catch (SQLException closed) {
      // The pool closes a connection after some failures; the next read has another one.
    }
  }

  private boolean canBeUsed(LogPosition position, Requirement required) {
    Optional<Reason> problem = avoidUnlessUsable(position, required);
    problem.ifPresent(state::fellBack);
    return problem.isEmpty();
  }

  /** Returns why the server must be avoided; empty if it need not be. */
  private Optional<Reason> avoidUnlessUsable(LogPosition position, Requirement required) {
    Optional<String> otherDatabase = position.whyNoCopyOf(required.primary());
    if (otherDatabase.isPresent()) {
      state.avoid(Reason.WRONG_SERVER, otherDatabase.get());
      return Optional.of(Reason.WRONG_SERVER);
    }
    if (position.log() < required.log()) {
      state.avoid(Reason.LAGGING, "it is more than DATABASE_READ_MAX_LAG behind");
      return Optional.of(Reason.LAGGING);
    }
    return Optional.empty();
  }

  private boolean hasWrite(PreparedStatement statement) throws SQLException {
    ResultSet check = next(statement);
    check.next();
    boolean isThere = check.getBoolean(1);
    if (!isThere) {
      state.fellBack(Reason.OWN_WRITE);
    }
    return isThere;
  }

  private static ResultSet next(PreparedStatement statement) throws SQLException {
    statement.getMoreResults();
    return statement.getResultSet();
  }

  /** Uses the standby again if it is recent. */
  private void check(Requirement required) {
    try (Connection connection = connect()) {
      if (avoidUnlessUsable(position(connection), required).isEmpty()) {
        state.useAgain();
      }
    } catch (SQLException fault) {
      avoid(fault);
    }
  }

  /**
   * Where the server is; empty if it has no copy of the database of the primary, or the primary has
   * not responded yet.
   *
   * @throws SQLException if it cannot be reached
   */
  Optional<LogPosition> position() throws SQLException {
    Optional<LogPosition> latest = primary.latest();
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    try (Connection connection = connect()) {
      return Optional.of(position(connection))
          .filter(position -> position.whyNoCopyOf(latest.get()).isEmpty());
    }
  }

  private static LogPosition position(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LogPosition.CURRENT)) {
      return position(statement.executeQuery());
    }
  }

  private static LogPosition position(ResultSet row) throws SQLException {
    row.next();
    return LogPosition.read(row);
  }

  private void avoid(SQLException fault) {
    state.avoid(
        Reason.UNAVAILABLE,
        fault instanceof SQLTransientConnectionException
            ? "it has no connection in time"
            : ScoreStoreExceptions.describe(fault));
  }

  /**
   * Whether this statement only was canceled: by a conflict with the replay, as when the primary
   * has vacuumed rows that it still reads, or by its time limit.
   */
  private static boolean isCanceled(SQLException fault) {
    String state = String.valueOf(fault.getSQLState());
    return state.startsWith("40") || state.equals("57014");
  }
}
