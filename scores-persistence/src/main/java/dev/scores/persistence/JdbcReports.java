package dev.scores.persistence;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.Reports;
import dev.scores.domain.Standing;
import dev.scores.domain.Statistics;
import dev.scores.domain.UserId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reports by one statement each, computed from the rows. Blocks its thread meanwhile; safe for many
 * threads. What looks at every row has a bound of its own, so that it leaves connections and
 * processors to the others (ADR 12).
 */
@Singleton
final class JdbcReports implements Reports {

  static final String FIGURES =
      "select count(*), count(*) filter (where correct), max(updated_at) from scores";

  static final String OF_USER = FIGURES + " where user_id = ?";

  static final String OF_EXERCISE = FIGURES + " where exercise_id = ?";

  /** The rank among the first ones is the rank among all: nobody behind them is ahead of them. */
  static final String LEADERBOARD =
      """
      select rank() over (order by correct desc), user_id, correct
      from (
        select user_id, count(*) filter (where correct) as correct
        from scores group by user_id
        order by correct desc, user_id
        limit ?) first
      order by correct desc, user_id
      """;

  /** Only who has more correct scores is counted, in parallel where the database can. */
  static final String STANDING =
      """
      with mine as materialized (
        select count(*) as attempted, count(*) filter (where correct) as correct
        from scores where user_id = ?)
      select 1 + (
        select count(*) from (
          select from scores where correct
          group by user_id having count(*) > (select correct from mine)) ahead), correct
      from mine where attempted > 0
      """;

  private final ReadQuery reading;

  /** For reports that look at every score; a report that finds no place in time is rejected. */
  private final Bulkhead expensive;

  JdbcReports(ReadQuery reading, ConnectionBudget budget) {
    this.reading = reading;
    this.expensive = new Bulkhead(budget.reports(), Duration.ofSeconds(2));
  }

  @Override
  public Statistics ofAll() {
    return expensive.call(() -> figures(FIGURES));
  }

  @Override
  public Statistics of(UserId user) {
    return figures(OF_USER, user.value());
  }

  @Override
  public Statistics of(ExerciseId exercise) {
    return figures(OF_EXERCISE, exercise.value());
  }

  @Override
  public List<Standing> leaderboard(int limit) {
    Reports.checkLimit(limit);
    return expensive.call(() -> reading.rows(LEADERBOARD, JdbcReports::standing, limit));
  }

  @Override
  public Optional<Standing> standing(UserId user) {
    return expensive.call(
        () ->
            reading
                .rows(
                    STANDING,
                    row -> new Standing(row.getLong(1), user, row.getLong(2)),
                    user.value())
                .stream()
                .findFirst());
  }

  private Statistics figures(String sql, Object... parameters) {
    return reading.rows(sql, JdbcReports::statistics, parameters).getFirst();
  }

  private static Statistics statistics(ResultSet row) throws SQLException {
    return new Statistics(
        row.getLong(1),
        row.getLong(2),
        Optional.ofNullable(row.getTimestamp(3)).map(Timestamp::toInstant));
  }

  private static Standing standing(ResultSet row) throws SQLException {
    return new Standing(row.getLong(1), new UserId(row.getInt(2)), row.getLong(3));
  }
}
