package dev.scores.persistence;

import static java.util.Comparator.comparingInt;

import dev.scores.domain.Board;
import dev.scores.domain.Boards;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Reports;
import dev.scores.domain.Score;
import dev.scores.domain.Standing;
import dev.scores.domain.UserId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Boards in one statement each, from the kept reports and the scores of the first users. Blocks the
 * calling thread; thread-safe.
 */
@Singleton
final class JdbcBoards implements Boards {

  /**
   * A row without a standing and an exercise; the scores of the first users with their standing;
   * and the exercises, without a rank, with the number of correct scores in the place of the
   * user's, and the first solver as the user. A score that has changed after the position of the
   * reports is shown as it was there; one that has been removed since is looked for in the log if a
   * user has fewer scores than there. Names {@code scores} first, in the order in which {@code
   * truncate} takes its locks.
   */
  static final String FIRST =
      """
      with totals as materialized (
        select %1$s,
          (select coalesce(sum(users), 0) from report_ranks) as users
        from scores_locked()
        right join %2$s on true),
      first as materialized (%3$s),
      ids as materialized (select array_agg(user_id) as users from first),
      present as materialized (
        select state.*
        from totals
        cross join ids
        cross join lateral
          scores_of_users_at(ids.users, totals.transaction, totals.sequence) state),
      fewer as materialized (
        select array_agg(user_id) as users from first
        where scores > (select count(*) from present where present.user_id = first.user_id)),
      removed as materialized (
        select state.*
        from totals
        cross join fewer
        cross join lateral
          removed_scores_of_users_at(fewer.users, totals.transaction, totals.sequence) state)
      select totals.*, null as rank, null as user_id, null as correct, null as last_solved_at,
        null, null, null, null, null, null, null, null, null, null
      from totals
      union all
      select totals.*, first.rank, first.user_id, first.correct, first.last_solved_at, %4$s
      from totals
      cross join first
      join (select * from present union all select * from removed) shown
        on shown.user_id = first.user_id
      union all
      select totals.*, null, first_solver, correct, null,
        null, null, exercise_id, null, null, null, null, null, null, null
      from totals
      cross join report_exercises
      order by 7, 8, 13
      """
          .formatted(
              KeptReports.POSITION,
              KeptReports.TOTALS,
              JdbcReports.FIRST,
              "shown." + ScoreSql.COLUMNS.replace(", ", ", shown."));

  private static final int USERS = KeptReports.POSITION_COLUMNS + 1;
  private static final int STANDING = USERS + 1;
  private static final int SCORE = STANDING + 4;
  private static final int EXERCISE = SCORE + 2;

  private final KeptReports kept;

  JdbcBoards(KeptReports kept) {
    this.kept = kept;
  }

  private sealed interface Line {

    record OfUsers(long users) implements Line {}

    record OfScore(Standing standing, Score score) implements Line {}

    record OfExercise(Board.Column column) implements Line {}
  }

  @Override
  public Board first(int limit) {
    Reports.checkLimit(limit);
    long users = 0;
    Map<Standing, List<Score>> rows = new LinkedHashMap<>();
    List<Board.Column> columns = new ArrayList<>();
    for (Line line : kept.rows(FIRST, JdbcBoards::line, limit).report()) {
      switch (line) {
        case Line.OfUsers one -> users = one.users();
        case Line.OfScore one ->
            rows.computeIfAbsent(one.standing(), standing -> new ArrayList<>()).add(one.score());
        case Line.OfExercise one -> columns.add(one.column());
      }
    }
    return new Board(
        users,
        rows.entrySet().stream().map(row -> new Board.Row(row.getKey(), row.getValue())).toList(),
        columns.stream().sorted(comparingInt(column -> column.exercise().value())).toList());
  }

  private static Line line(ResultSet row) throws SQLException {
    int exercise = row.getInt(EXERCISE);
    if (row.wasNull()) {
      return new Line.OfUsers(row.getLong(USERS));
    }
    row.getLong(STANDING);
    return row.wasNull()
        ? new Line.OfExercise(column(row, new ExerciseId(exercise)))
        : new Line.OfScore(
            JdbcReports.standing(row, STANDING).orElseThrow(), ScoreRow.read(row, SCORE).score());
  }

  private static Board.Column column(ResultSet row, ExerciseId exercise) throws SQLException {
    int solver = row.getInt(STANDING + 1);
    Optional<UserId> firstSolver =
        row.wasNull() ? Optional.empty() : Optional.of(new UserId(solver));
    return new Board.Column(exercise, row.getLong(STANDING + 2), firstSolver);
  }
}
