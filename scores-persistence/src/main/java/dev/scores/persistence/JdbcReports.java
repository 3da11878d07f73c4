package dev.scores.persistence;

import dev.scores.domain.Dated;
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
 * Reports in one statement each: those of a user from the user's rows, the others from the kept
 * ones. Blocks the calling thread; thread-safe.
 */
@Singleton
final class JdbcReports implements Reports {

  /** The median of numbers of attempts, of which each row counts {@code scores}. */
  private static final String MEDIAN =
      """
      (select (min(attempts) filter (where 2 * up_to >= total)
            + min(attempts) filter (where 2 * up_to > total)) / 2.0
          from (
            select attempts, sum(scores) over (order by attempts) as up_to,
              sum(scores) over () as total
            from %s) solved)\
      """;

  private static final String KEPT_MEDIAN =
      MEDIAN.formatted("report_solves where exercise_id = %s and scores > 0");

  static final String STATISTICS =
      """
      select %s, totals.scores, totals.correct, (select max(last_updated_at) from report_exercises),
        totals.solved, totals.attempts, %s
      from %s
      """
          .formatted(KeptReports.POSITION, KEPT_MEDIAN.formatted("0"), KeptReports.TOTALS);

  static final String OF_EXERCISE =
      """
      select %s, coalesce(kept.scores, 0), coalesce(kept.correct, 0), kept.last_updated_at,
        coalesce(kept.solved, 0), coalesce(kept.attempts, 0), %s
      from %s
      left join report_exercises kept on kept.exercise_id = ?
      """
          .formatted(
              KeptReports.POSITION, KEPT_MEDIAN.formatted("kept.exercise_id"), KeptReports.TOTALS);

  /** A row that is older than the log has had one verdict ({@link ScoreSql#SET}). */
  static final String OF_USER =
      """
      with counted as (
        select coalesce(solved_attempts, case when correct then 1 end) as to_solve,
          count(*) as scores, count(*) filter (where correct) as correct,
          max(updated_at) as updated_at, sum(greatest(attempts, 1)) as attempts
        from scores where user_id = ?
        group by to_solve)
      select coalesce(sum(scores), 0), coalesce(sum(correct), 0), max(updated_at),
        coalesce(sum(scores) filter (where to_solve is not null), 0), coalesce(sum(attempts), 0),
        %s
      from counted
      """
          .formatted(
              MEDIAN.formatted(
                  "(select to_solve as attempts, scores from counted where to_solve is not null)"
                      + " each"));

  /** Ranks only the users of the result, which gives the same ranks as ranking all users. */
  static final String FIRST =
      """
      select rank() over (order by correct desc, last_solved_at) as rank, limited.*
      from (
        select * from report_users order by correct desc, last_solved_at, user_id limit ?) limited\
      """;

  static final String LEADERBOARD =
      """
      select %s, first.rank, first.user_id, first.correct, first.last_solved_at
      from %s
      left join (%s) first on true
      order by first.correct desc, first.last_solved_at, first.user_id
      """
          .formatted(KeptReports.POSITION, KeptReports.TOTALS, FIRST);

  /** Counts by the number of correct scores, and in an index the users who have as many. */
  static final String STANDING =
      """
      select %s,
        1 + (select coalesce(sum(users), 0) from report_ranks where correct > mine.correct) + (
          select count(*) from report_users ahead
          where ahead.correct = mine.correct and ahead.last_solved_at < mine.last_solved_at),
        mine.user_id, mine.correct, mine.last_solved_at
      from %s
      left join report_users mine on mine.user_id = ?
      """
          .formatted(KeptReports.POSITION, KeptReports.TOTALS);

  private final ReadQuery query;
  private final KeptReports kept;

  JdbcReports(ReadQuery query, KeptReports kept) {
    this.query = query;
    this.kept = kept;
  }

  @Override
  public Statistics ofAll() {
    return datedStatistics().report();
  }

  @Override
  public Statistics of(UserId user) {
    return query.rows(OF_USER, row -> statistics(row, 1), user.value()).getFirst();
  }

  @Override
  public Statistics of(ExerciseId exercise) {
    return datedStatistics(exercise).report();
  }

  @Override
  public List<Standing> leaderboard(int limit) {
    return datedLeaderboard(limit).report();
  }

  @Override
  public Optional<Standing> standing(UserId user) {
    return datedStanding(user).report();
  }

  @Override
  public Dated<Statistics> datedStatistics() {
    return kept.rows(STATISTICS, JdbcReports::keptStatistics).map(List::getFirst);
  }

  @Override
  public Dated<Statistics> datedStatistics(ExerciseId exercise) {
    return kept.rows(OF_EXERCISE, JdbcReports::keptStatistics, exercise.value())
        .map(List::getFirst);
  }

  @Override
  public Dated<List<Standing>> datedLeaderboard(int limit) {
    Reports.checkLimit(limit);
    return kept.rows(LEADERBOARD, JdbcReports::keptStanding, limit)
        .map(rows -> rows.stream().flatMap(Optional::stream).toList());
  }

  @Override
  public Dated<Optional<Standing>> datedStanding(UserId user) {
    return kept.rows(STANDING, JdbcReports::keptStanding, user.value()).map(List::getFirst);
  }

  private static Optional<Standing> keptStanding(ResultSet row) throws SQLException {
    return standing(row, KeptReports.POSITION_COLUMNS + 1);
  }

  private static Statistics keptStatistics(ResultSet row) throws SQLException {
    return statistics(row, KeptReports.POSITION_COLUMNS + 1);
  }

  private static Statistics statistics(ResultSet row, int first) throws SQLException {
    return new Statistics(
        row.getLong(first),
        row.getLong(first + 1),
        time(row, first + 2),
        row.getLong(first + 3),
        row.getLong(first + 4),
        median(row, first + 5));
  }

  private static OptionalDouble median(ResultSet row, int column) throws SQLException {
    double median = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(median);
  }

  /**
   * Reads rank, user, number of correct scores and last solve from the columns that begin at {@code
   * first}; empty if there is no user.
   */
  static Optional<Standing> standing(ResultSet row, int first) throws SQLException {
    int user = row.getInt(first + 1);
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new Standing(
                row.getLong(first),
                new UserId(user),
                row.getLong(first + 2),
                time(row, first + 3)));
  }

  private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getTimestamp(column)).map(Timestamp::toInstant);
  }
}
