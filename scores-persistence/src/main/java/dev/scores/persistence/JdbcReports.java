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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reports, each computed from the rows in one statement. Blocks the calling thread; thread-safe.
 */
@Singleton
final class JdbcReports implements Reports {

  /**
   * Counts the scores for each number of attempts to solve, which needs no sort of the scores, and
   * finds the middle one or two of them there. A row that is older than the log has had one verdict
   * ({@link ScoreSql#SET}).
   */
  private static final String SUMMARY =
      """
      with counted as (
        select coalesce(solved_attempts, case when correct then 1 end) as to_solve,
          count(*) as scores, count(*) filter (where correct) as correct,
          max(updated_at) as updated_at, sum(greatest(attempts, 1)) as attempts
        from scores%s
        group by to_solve),
      solved as (
        select to_solve, scores, sum(scores) over (order by to_solve) as up_to,
          sum(scores) over () as total
        from counted where to_solve is not null)
      select coalesce(sum(scores), 0), coalesce(sum(correct), 0), max(updated_at),
        (select coalesce(sum(scores), 0) from solved), coalesce(sum(attempts), 0),
        (select (min(to_solve) filter (where 2 * up_to >= total)
            + min(to_solve) filter (where 2 * up_to > total)) / 2.0 from solved)
      from counted
      """;

  static final String STATISTICS = SUMMARY.formatted("");

  static final String OF_USER = SUMMARY.formatted(" where user_id = ?");

  static final String OF_EXERCISE = SUMMARY.formatted(" where exercise_id = ?");

  static final String LAST_SOLVED =
      "max(coalesce(solved_at, updated_at)) filter (where correct) as last_solved_at";

  /** Ranks only the users of the result, which gives the same ranks as ranking all users. */
  static final String LEADERBOARD =
      """
      select rank() over (order by correct desc, last_solved_at), user_id, correct, last_solved_at
      from (
        select user_id, count(*) filter (where correct) as correct, %s
        from scores group by user_id
        order by correct desc, last_solved_at, user_id
        limit ?) first
      order by correct desc, last_solved_at, user_id
      """
          .formatted(LAST_SOLVED);

  /** Counts the users who are ahead, in parallel if the database can. */
  static final String STANDING =
      """
      with mine as materialized (
        select user_id, count(*) filter (where correct) as correct, %s
        from scores where user_id = ? group by user_id)
      select 1 + (
        select count(*) from (
          select from scores where correct
          group by user_id
          having (count(*), (select last_solved_at from mine))
            > ((select correct from mine), max(coalesce(solved_at, updated_at)))) ahead),
        user_id, correct, last_solved_at
      from mine
      """
          .formatted(LAST_SOLVED);

  private final ReadQuery query;
  private final FullScans fullScans;

  JdbcReports(ReadQuery query, FullScans fullScans) {
    this.query = query;
    this.fullScans = fullScans;
  }

  @Override
  public Statistics ofAll() {
    return fullScans.get(() -> read(STATISTICS));
  }

  @Override
  public Statistics of(UserId user) {
    return read(OF_USER, user.value());
  }

  @Override
  public Statistics of(ExerciseId exercise) {
    return read(OF_EXERCISE, exercise.value());
  }

  @Override
  public List<Standing> leaderboard(int limit) {
    Reports.checkLimit(limit);
    return fullScans.get(() -> query.rows(LEADERBOARD, JdbcReports::standing, limit));
  }

  @Override
  public Optional<Standing> standing(UserId user) {
    return fullScans.get(
        () -> query.rows(STANDING, JdbcReports::standing, user.value()).stream().findFirst());
  }

  private Statistics read(String sql, Object... parameters) {
    return query.rows(sql, JdbcReports::statistics, parameters).getFirst();
  }

  private static Statistics statistics(ResultSet row) throws SQLException {
    return new Statistics(
        row.getLong(1), row.getLong(2), time(row, 3), row.getLong(4), row.getLong(5), median(row));
  }

  private static OptionalDouble median(ResultSet row) throws SQLException {
    double median = row.getDouble(6);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(median);
  }

  /** Reads rank, user, number of correct scores and last solve from the first columns. */
  static Standing standing(ResultSet row) throws SQLException {
    return new Standing(row.getLong(1), new UserId(row.getInt(2)), row.getLong(3), time(row, 4));
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
