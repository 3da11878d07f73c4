package dev.scores.persistence;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.ChangePage.CursorExpired;
import dev.scores.domain.Changes;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.StaleReads;
import dev.scores.domain.Writer;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The change feed: the log in the order of {@code transaction}, in one statement (ADR 39). Blocks
 * the calling thread; thread-safe.
 *
 * <p>A position is the number of the log in 16 bits, which a restored database changes (ADR 57),
 * and a transaction id in 48.
 */
@Singleton
final class JdbcChanges implements Changes {

  /** The columns of {@link #event}. */
  static final String COLUMNS =
      "event.transaction, event.sequence, event.type, event.verdict, event.written_by, "
          + ScoreSql.EVENT_COLUMNS;

  /**
   * Every transaction below {@code xmin} has ended, so no further event can appear below it: the
   * {@code transaction} of an event is the one that wrote it or a later one. {@code xmin} of a
   * primary never decreases, and a cursor is the place of an event, so a cursor at or above it is
   * not from this database; but a server in recovery may only not have got that far. Returns at
   * least one row, which reports such a cursor, and one before the dropped events or of another
   * log; no log has the number 32767. The feed begins after them: the events that the log has kept
   * from there serve the lists by time only.
   */
  static final String SINCE =
      """
      with mark as materialized (
        select given.transaction >= horizon.transaction as ahead,
          given.log <> dropped.log and given.log < 32767
            or (given.transaction, given.sequence) < (dropped.transaction, dropped.sequence) as expired,
          dropped.log, horizon.transaction as horizon,
          greatest(given.transaction, dropped.transaction) as transaction,
          case when given.transaction < dropped.transaction then dropped.sequence
            when given.transaction > dropped.transaction then given.sequence
            else greatest(given.sequence, dropped.sequence) end as sequence
        from (
          select cast(? as integer) as log, cast(cast(? as text) as xid8) as transaction,
            cast(? as bigint) as sequence) given
        cross join (select log, transaction, sequence from score_events_dropped limit 1) dropped
        cross join (select feed_horizon() as transaction) horizon)
      select mark.ahead, mark.expired, mark.log, pg_is_in_recovery() as in_recovery, found.*
      from mark
      left join (
        select %s
        from score_events event
        where (event.transaction, event.sequence)
            > ((select transaction from mark), (select sequence from mark))
          and event.transaction < (select horizon from mark)
        order by event.transaction, event.sequence
        limit ?) found on true
      order by found.transaction, found.sequence
      """
          .formatted(COLUMNS);

  /**
   * The place of the last event that {@link #SINCE} can return, or of the last that was dropped. It
   * is never a transaction without an event: after a failover to a standby that has not heard of
   * it, another transaction gets its number, and its events must not be before the cursor.
   */
  static final String LATEST =
      """
      with mark as materialized (
        select log, transaction, sequence, feed_horizon() as horizon
        from score_events_dropped limit 1)
      select log, cast(case when is_later then last_transaction else transaction end as text),
        case when is_later then last_sequence else sequence end
      from (
        select mark.*, latest.transaction as last_transaction, latest.sequence as last_sequence,
          (latest.transaction, latest.sequence) > (mark.transaction, mark.sequence) as is_later
        from mark
        left join (
          select event.transaction, event.sequence
          from score_events event
          where event.transaction < (select horizon from mark)
          order by event.transaction desc, event.sequence desc
          limit 1) latest on true) place
      """;

  private static final int TRANSACTION_BITS = 48;

  private final ReadQuery query;
  private final Optional<PrimaryProgress> progress;

  /**
   * @param progress present if there is a standby
   */
  JdbcChanges(ReadQuery query, Optional<PrimaryProgress> progress) {
    this.query = query;
    this.progress = progress;
  }

  private record Row(
      boolean ahead, boolean expired, boolean inRecovery, Optional<ScoreEvent> event) {

    static Row read(ResultSet row) throws SQLException {
      return new Row(
          row.getBoolean(1),
          row.getBoolean(2),
          row.getBoolean(4),
          row.getString(5) == null
              ? Optional.empty()
              : Optional.of(JdbcChanges.event(row, 5, row.getInt(3))));
    }
  }

  @Override
  public ChangePage since(ChangeCursor cursor, int limit) {
    Changes.checkLimit(limit);
    List<Row> rows = rows(cursor, limit);
    if (rows.getFirst().inRecovery() && (rows.getFirst().ahead() || rows.getFirst().expired())) {
      rows = StaleReads.forbid(() -> rows(cursor, limit));
    }
    Row first = rows.getFirst();
    if (first.expired() && !cursor.equals(ChangeCursor.start())) {
      return new CursorExpired();
    }
    if (first.ahead() && !first.inRecovery()) {
      return new CursorAhead();
    }
    List<ScoreEvent> events = rows.stream().flatMap(row -> row.event().stream()).toList();
    return new Changed(events, events.isEmpty() ? cursor : events.getLast().cursor());
  }

  private List<Row> rows(ChangeCursor cursor, int limit) {
    return query.rows(
        SINCE,
        Row::read,
        (int) (cursor.position() >>> TRANSACTION_BITS),
        Long.toString(cursor.position() & (1L << TRANSACTION_BITS) - 1),
        cursor.sequence(),
        limit);
  }

  @Override
  public ChangeCursor latest() {
    return progress
        .filter(primary -> StaleReads.areAllowed())
        .map(PrimaryProgress::settled)
        .orElseGet(() -> query.rows(LATEST, row -> latest(row, 1)).getFirst());
  }

  /** Reads a row of {@link #LATEST}. */
  static ChangeCursor latest(ResultSet row, int first) throws SQLException {
    return cursor(
        row.getInt(first), Long.parseLong(row.getString(first + 1)), row.getLong(first + 2));
  }

  /** The position after the event with this sequence number in a log. */
  static ChangeCursor cursor(int log, long transaction, long sequence) {
    return new ChangeCursor((long) log << TRANSACTION_BITS | transaction, sequence);
  }

  /** Reads the current row, whose {@link #COLUMNS} begin at {@code first}. */
  static ScoreEvent event(ResultSet row, int first, int log) throws SQLException {
    ScoreRow score = ScoreRow.read(row, first + 5);
    return new ScoreEvent(
        cursor(log, Long.parseLong(row.getString(first)), row.getLong(first + 1)),
        type(row.getString(first + 2)),
        score.updatedAt(),
        row.getBoolean(first + 3),
        score.score(),
        writer(row.getString(first + 4)));
  }

  private static Writer writer(@Nullable String name) {
    return name == null ? new Writer.Owner() : new Writer.Grader(name);
  }

  private static ScoreEvent.Type type(String letter) {
    return switch (letter) {
      case "a" -> ScoreEvent.Type.ADDED;
      case "u" -> ScoreEvent.Type.UPDATED;
      case "r" -> ScoreEvent.Type.REMOVED;
      default -> throw new IllegalStateException("unknown type " + letter);
    };
  }
}
