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
 * The change feed, ordered by transaction id, in one statement (ADR 11). Blocks the calling thread;
 * thread-safe.
 */
@Singleton
final class JdbcChanges implements Changes {

  /**
   * Every transaction below {@code xmin} has ended, so no further change can appear below it.
   * {@code xmin} never decreases, so a cursor at or above it is not from this database. Returns at
   * least one row, which reports such a cursor.
   */
  static final String SINCE =
      """
      select cursor.place >= pg_snapshot_xmin(pg_current_snapshot()), found.*
      from (select cast(cast(? as text) as xid8) as place, cast(? as bigint) as id) cursor
      left join lateral (
        select changed_in, id, user_id, exercise_id, correct, created_at, updated_at, version
        from scores
        where (changed_in, id) > (cursor.place, cursor.id)
          and changed_in < pg_snapshot_xmin(pg_current_snapshot())
        order by changed_in, id
        limit ?) found on true
      order by changed_in, id
      """;

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
    String transaction = row.getString("changed_in");
    return new Row(
        row.getBoolean(1),
        transaction == null
            ? Optional.empty()
            : Optional.of(
                new Change(
                    new ChangeCursor(Long.parseLong(transaction), row.getLong("id")),
                    ScoreRow.read(row).score())));
  }
}
