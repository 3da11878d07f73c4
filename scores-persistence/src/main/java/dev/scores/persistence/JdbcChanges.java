package dev.scores.persistence;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.Changes;
import dev.scores.domain.Score;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The change feed, ordered by transaction id, in one statement (ADR 39). Blocks the calling thread;
 * thread-safe.
 */
@Singleton
final class JdbcChanges implements Changes {

  /**
   * Every transaction below {@code xmin} has ended, so no further change can appear below it.
   * {@code xmin} never decreases, so a cursor at or above it is not from this database. Returns at
   * least one row, which reports such a cursor. If a score has changed again, its earlier events
   * are left out: the later one follows.
   */
  static final String SINCE =
      """
      select cursor.place >= pg_snapshot_xmin(pg_current_snapshot()), found.*
      from (select cast(cast(? as text) as xid8) as place, cast(? as bigint) as sequence) cursor
      left join lateral (
        select event.transaction, event.sequence, %s
        where (event.transaction, event.sequence) > (cursor.place, cursor.sequence)
          and event.transaction < pg_snapshot_xmin(pg_current_snapshot())
        order by event.transaction, event.sequence
        limit ?) found on true
      order by found.transaction, found.sequence
      """
          .formatted(ScoreSql.LATEST_EVENTS);

  private final ReadQuery query;

  JdbcChanges(ReadQuery query) {
    this.query = query;
  }

  private record Row(boolean ahead, Optional<Change> change) {}

  private record Change(ChangeCursor place, Score score) {}

  @Override
  public ChangePage since(ChangeCursor cursor, int limit) {
    Changes.checkLimit(limit);
    List<Row> rows =
        query.rows(
            SINCE, JdbcChanges::row, Long.toString(cursor.position()), cursor.tieBreaker(), limit);
    if (rows.getFirst().ahead()) {
      return new CursorAhead();
    }
    List<Change> changes = rows.stream().flatMap(row -> row.change().stream()).toList();
    return new Changed(
        changes.stream().map(Change::score).toList(),
        changes.isEmpty() ? cursor : changes.getLast().place());
  }

  private static Row row(ResultSet row) throws SQLException {
    String transaction = row.getString("transaction");
    return new Row(
        row.getBoolean(1),
        transaction == null
            ? Optional.empty()
            : Optional.of(
                new Change(
                    new ChangeCursor(Long.parseLong(transaction), row.getLong("sequence")),
                    ScoreRow.read(row).score())));
  }
}
