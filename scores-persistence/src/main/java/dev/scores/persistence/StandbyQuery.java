package dev.scores.persistence;

import dev.scores.domain.StaleReads.SeenWrite;
import dev.scores.persistence.RowQuery.RowReader;
import io.micronaut.context.annotation.Requires;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Reads from the standby, if it is recent enough: checks are statements of their own before the
 * query, in the same round trip. Never fails: without a result, the primary answers. Thread-safe.
 */
@Singleton
@Requires(property = StandbySettings.URL)
final class StandbyQuery {

  /**
   * Whether the server has got as far as the primary had. One that has been promoted has no replay
   * position any more, but one of its own.
   */
  static final String IS_RECENT =
      """
      select coalesce(
        case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_flush_lsn() end
          >= cast(? as pg_lsn), false)
      """;

  /**
   * Whether the server has a write. A standby shows commits in their order, so one that shows a
   * write shows all before it. A score that has been removed since has left an event.
   */
  static final String HAS_WRITE =
      """
      select exists (select from scores where id = ? and version >= ?)
        or exists (select from score_events where score_id = ? and type = 'r')
      """;

  private final DataSource pool;
  private final PrimaryProgress primary;
  private final StandbyState state;

  StandbyQuery(
      @Named(StandbySettings.DATA_SOURCE) DataSource pool,
      DataSourceResolver resolver,
      PrimaryProgress primary,
      StandbyState state) {
    this.pool = resolver.resolve(pool);
    this.primary = primary;
    this.state = state;
  }

  /** The rows of the query in its order, or empty if the primary must answer. */
  <T> Optional<List<T>> rows(
      Optional<SeenWrite> write, String sql, RowReader<T> reader, Object... parameters) {
    Optional<String> log = primary.requiredLog();
    if (log.isEmpty()) {
      state.fellBack(StandbyState.Reason.UNKNOWN);
      return Optional.empty();
    }
    if (!state.mayTry()) {
      return Optional.empty();
    }
    List<String> statements = new ArrayList<>(List.of(IS_RECENT));
    List<Object> all = new ArrayList<>(List.of(log.get()));
    write.ifPresent(
        seen -> {
          statements.add(HAS_WRITE);
          long id = seen.score().value();
          all.addAll(List.of(id, seen.version(), id));
        });
    statements.add(sql);
    all.addAll(Arrays.asList(parameters));
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(String.join(";\n", statements))) {
      RowQuery.bind(statement, all);
      statement.execute();
      return isRecent(statement) && (write.isEmpty() || hasWrite(statement))
          ? Optional.of(RowQuery.read(next(statement), reader))
          : Optional.empty();
    } catch (SQLTransientConnectionException noConnection) {
      state.avoid(StandbyState.Reason.UNAVAILABLE, "it has no free connection");
    } catch (SQLException fault) {
      failed(fault);
    }
    return Optional.empty();
  }

  private boolean isRecent(PreparedStatement statement) throws SQLException {
    if (isTrue(statement.getResultSet())) {
      state.worked();
      return true;
    }
    state.avoid(StandbyState.Reason.LAGGING, "it lags");
    return false;
  }

  private boolean hasWrite(PreparedStatement statement) throws SQLException {
    boolean isThere = isTrue(next(statement));
    if (!isThere) {
      state.fellBack(StandbyState.Reason.OWN_WRITE);
    }
    return isThere;
  }

  private static boolean isTrue(ResultSet check) throws SQLException {
    check.next();
    return check.getBoolean(1);
  }

  private static ResultSet next(PreparedStatement statement) throws SQLException {
    statement.getMoreResults();
    return statement.getResultSet();
  }

  private void failed(SQLException fault) {
    if (isCanceled(fault)) {
      state.fellBack(StandbyState.Reason.CANCELED);
    } else {
      state.avoid(
          StandbyState.Reason.UNAVAILABLE,
          "%s (SQLSTATE %s)".formatted(fault.getMessage(), fault.getSQLState()));
    }
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
