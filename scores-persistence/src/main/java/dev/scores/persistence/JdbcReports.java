package dev.scores.persistence;

import dev.failsafe.Bulkhead;
import dev.failsafe.BulkheadFullException;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.function.CheckedSupplier;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Reports;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.Standing;
import dev.scores.domain.Statistics;
import dev.scores.domain.UserId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Reports, each computed from the rows in one statement. Reports that read every row are limited in
 * number, to leave connections and processors to other requests (ADR 12). Blocks the calling
 * thread; thread-safe.
 */
@Singleton
final class JdbcReports implements Reports {

  static final String STATISTICS =
      "select count(*), count(*) filter (where correct), max(updated_at) from scores";

  static final String OF_USER = STATISTICS + " where user_id = ?";

  static final String OF_EXERCISE = STATISTICS + " where exercise_id = ?";

  /** Ranks only the users of the result, which gives the same ranks as ranking all users. */
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

  /** Counts the users with more correct scores, in parallel if the database can. */
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

  private final ReadQuery query;

  private final FailsafeExecutor<Object> fullScans;

  @Inject
  JdbcReports(ReadQuery query, ConnectionBudget budget) {
    this(query, budget.reports(), Duration.ofSeconds(2));
  }

  /**
   * @param maxConcurrent reports that may read every score at the same time
   * @param timeout how long a further report waits, in order of arrival and without a connection
   */
  JdbcReports(ReadQuery query, int maxConcurrent, Duration timeout) {
    this.query = query;
    this.fullScans =
        Failsafe.with(Bulkhead.builder(maxConcurrent).withMaxWaitTime(timeout).build());
  }

  @Override
  public Statistics ofAll() {
    return fullScan(() -> read(STATISTICS));
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
    return fullScan(() -> query.rows(LEADERBOARD, JdbcReports::standing, limit));
  }

  @Override
  public Optional<Standing> standing(UserId user) {
    return fullScan(
        () ->
            query
                .rows(
                    STANDING,
                    row -> new Standing(row.getLong(1), user, row.getLong(2)),
                    user.value())
                .stream()
                .findFirst());
  }

  /**
   * @throws ScoresUnavailable if other reports do not end within the timeout
   */
  private <T> T fullScan(CheckedSupplier<T> report) {
    try {
      return fullScans.get(report);
    } catch (BulkheadFullException busy) {
      throw new ScoresUnavailable("too many concurrent reports", busy);
    } catch (FailsafeException interrupted) {
      Thread.currentThread().interrupt();
      throw new ScoresUnavailable("interrupted while waiting for other reports", interrupted);
    }
  }

  private Statistics read(String sql, Object... parameters) {
    return query.rows(sql, JdbcReports::statistics, parameters).getFirst();
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
