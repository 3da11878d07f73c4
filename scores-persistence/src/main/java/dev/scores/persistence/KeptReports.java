package dev.scores.persistence;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.Dated;
import dev.scores.domain.StaleReads;
import dev.scores.persistence.RowQuery.RowReader;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the kept reports, which are those of a position in the log (ADR 54). The events that wait
 * are folded before. Blocks the calling thread; thread-safe.
 */
@Singleton
final class KeptReports {

  /** The single row. Without the limit the planner expects many, and compiles the statement. */
  static final String TOTALS =
      """
      (select * from report_totals limit 1) totals
      left join lateral score_events_wait(totals.transaction, totals.sequence) waiting on true\
      """;

  /**
   * The first columns of a report, whose statement reads {@link #TOTALS}: whether events wait, the
   * transaction below which the statement sees all, and the position. A standby cannot fold events,
   * so none wait there.
   */
  static final String POSITION =
      """
      waiting.waits,
        pg_snapshot_xmax(pg_current_snapshot()) as next_transaction,
        (select log from score_events_dropped limit 1) as log, totals.transaction, totals.sequence\
      """;

  /** The number of columns of {@link #POSITION}. */
  static final int POSITION_COLUMNS = 5;

  private final ReadQuery query;
  private final ReportCatchUp catchUp;

  KeptReports(ReadQuery query, ReportCatchUp catchUp) {
    this.query = query;
    this.catchUp = catchUp;
  }

  private record Row<T>(boolean waits, long nextTransaction, ChangeCursor position, T content) {

    static <T> Row<T> read(ResultSet row, RowReader<T> reader) throws SQLException {
      if (row.getString(4) == null) {
        throw new SQLException("the reports are not built yet", "55000");
      }
      return new Row<>(
          row.getBoolean(1),
          Long.parseLong(row.getString(2)),
          JdbcChanges.cursor(row.getInt(3), Long.parseLong(row.getString(4)), row.getLong(5)),
          reader.read(row));
    }
  }

  /**
   * Returns the rows of one statement in its order; unmodifiable. A standby does not answer if a
   * write must be seen: it may have the write, but not yet in its reports.
   *
   * @param sql begins with {@link #POSITION} and returns at least one row
   * @throws dev.scores.domain.ScoresUnavailable if the database is unavailable or timed out
   */
  <T> Dated<List<T>> rows(String sql, RowReader<T> reader, Object... parameters) {
    Supplier<List<Row<T>>> read = () -> query.rows(sql, row -> Row.read(row, reader), parameters);
    List<Row<T>> rows =
        StaleReads.requiredWrite().isPresent() ? StaleReads.forbid(read) : read.get();
    if (rows.getFirst().waits()) {
      catchUp.await(rows.getFirst().nextTransaction());
      rows = StaleReads.forbid(read);
    }
    return new Dated<>(
        rows.stream().map(Row::content).toList(), Optional.of(rows.getFirst().position()));
  }
}
