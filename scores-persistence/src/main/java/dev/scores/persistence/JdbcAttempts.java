package dev.scores.persistence;

import dev.scores.domain.ActivityCount;
import dev.scores.domain.Attempt;
import dev.scores.domain.AttemptCursor;
import dev.scores.domain.AttemptPage;
import dev.scores.domain.Attempts;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ScoreId;
import dev.scores.domain.UserId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;

/**
 * The history of scores, read from the event log in one statement (ADR 39). Blocks the calling
 * thread; thread-safe.
 */
@Singleton
final class JdbcAttempts implements Attempts {

  /** Returns no row if there is no score, and one without an attempt if there are no more. */
  private static final String PAGE =
      """
      select found.attempts, found.verdict, found.at
      from scores
      left join lateral (
        select event.attempts, event.verdict, event.at from score_events event
        where event.user_id = scores.user_id and event.score_id = scores.id
          and event.attempts < ?
        order by event.attempts desc
        limit ?) found on true
      where %s
      order by found.attempts desc
      """;

  static final String OF_SCORE = PAGE.formatted("scores.id = ?");

  static final String OF_PAIR = PAGE.formatted("scores.user_id = ? and scores.exercise_id = ?");

  /**
   * Leaves out times that only an SQL statement can have written: {@code date_bin} fails if they
   * are some 292 years from its origin.
   */
  static final String ACTIVITY =
      """
      select date_bin('%d seconds', at, timestamptz 'epoch') as start, count(*),
        count(*) filter (where attempts = solved_attempts)
      from score_events
      where user_id = ? and type <> 'r'
        and at >= timestamptz '1900-01-01' and at < timestamptz '2200-01-01'
      group by start
      order by start
      """
          .formatted(ActivityCount.SECONDS);

  private final ReadQuery query;

  JdbcAttempts(ReadQuery query) {
    this.query = query;
  }

  @Override
  public Optional<AttemptPage> of(ScoreId score, AttemptCursor cursor, int limit) {
    Attempts.checkLimit(limit);
    return page(
        query.rows(OF_SCORE, JdbcAttempts::attempt, cursor.number(), limit + 1, score.value()),
        limit);
  }

  @Override
  public Optional<AttemptPage> of(
      UserId user, ExerciseId exercise, AttemptCursor cursor, int limit) {
    Attempts.checkLimit(limit);
    return page(
        query.rows(
            OF_PAIR,
            JdbcAttempts::attempt,
            cursor.number(),
            limit + 1,
            user.value(),
            exercise.value()),
        limit);
  }

  @Override
  public List<ActivityCount> activity(UserId user) {
    return query.rows(
        ACTIVITY,
        row -> new ActivityCount(row.getTimestamp(1).toInstant(), row.getLong(2), row.getLong(3)),
        user.value());
  }

  private static Optional<AttemptPage> page(List<Optional<Attempt>> rows, int limit) {
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(AttemptPage.of(rows.stream().flatMap(Optional::stream).toList(), limit));
  }

  private static Optional<Attempt> attempt(ResultSet row) throws SQLException {
    Timestamp at = row.getTimestamp(3);
    return at == null
        ? Optional.empty()
        : Optional.of(new Attempt(row.getLong(1), row.getBoolean(2), at.toInstant()));
  }
}
