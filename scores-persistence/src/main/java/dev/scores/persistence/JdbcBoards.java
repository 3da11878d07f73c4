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

/** Boards, each computed from the rows in one statement. Blocks the calling thread; thread-safe. */
@Singleton
final class JdbcBoards implements Boards {

  /**
   * The scores of the first users with their standing, and then the exercises: without a rank, with
   * the number of correct scores in the place of the user's, and the first solver as the user.
   */
  static final String FIRST =
      """
      with first as (
        select rank() over (order by correct desc, last_solved_at) as rank, user_id, correct,
          last_solved_at, users
        from (
          select user_id, count(*) filter (where correct) as correct, %s, count(*) over () as users
          from scores group by user_id
          order by correct desc, last_solved_at, user_id
          limit ?) limited),
      exercises as (
        select exercise_id, count(*) filter (where correct) as correct,
          min(coalesce(solved_at, updated_at)) filter (where correct) as first_solved_at
        from scores group by exercise_id),
      solvers as (
        select scores.exercise_id, min(scores.user_id) as user_id
        from scores
        join exercises on exercises.exercise_id = scores.exercise_id
          and exercises.first_solved_at = coalesce(scores.solved_at, scores.updated_at)
        where scores.correct
        group by scores.exercise_id)
      select first.rank, first.user_id, first.correct, first.last_solved_at, first.users, %s
      from first
      join scores on scores.user_id = first.user_id
      union all
      select null, solvers.user_id, exercises.correct, null, null,
        null, null, exercises.exercise_id, null, null, null, null, null, null, null
      from exercises
      left join solvers on solvers.exercise_id = exercises.exercise_id
      order by 1, 2, 8
      """
          .formatted(
              JdbcReports.LAST_SOLVED, "scores." + ScoreSql.COLUMNS.replace(", ", ", scores."));

  private static final int USERS = 5;
  private static final int SCORE = 6;
  private static final int EXERCISE = SCORE + 2;

  private final ReadQuery query;
  private final FullScans fullScans;

  JdbcBoards(ReadQuery query, FullScans fullScans) {
    this.query = query;
    this.fullScans = fullScans;
  }

  private sealed interface Line {

    record OfScore(long users, Standing standing, Score score) implements Line {}

    record OfExercise(Board.Column column) implements Line {}
  }

  @Override
  public Board first(int limit) {
    Reports.checkLimit(limit);
    long users = 0;
    Map<Standing, List<Score>> rows = new LinkedHashMap<>();
    List<Board.Column> columns = new ArrayList<>();
    for (Line line : fullScans.get(() -> query.rows(FIRST, JdbcBoards::line, limit))) {
      switch (line) {
        case Line.OfScore one -> {
          users = one.users();
          rows.computeIfAbsent(one.standing(), standing -> new ArrayList<>()).add(one.score());
        }
        case Line.OfExercise one -> columns.add(one.column());
      }
    }
    return new Board(
        users,
        rows.entrySet().stream().map(row -> new Board.Row(row.getKey(), row.getValue())).toList(),
        columns.stream().sorted(comparingInt(column -> column.exercise().value())).toList());
  }

  private static Line line(ResultSet row) throws SQLException {
    row.getLong(1);
    return row.wasNull()
        ? new Line.OfExercise(column(row))
        : new Line.OfScore(
            row.getLong(USERS), JdbcReports.standing(row), ScoreRow.read(row, SCORE).score());
  }

  private static Board.Column column(ResultSet row) throws SQLException {
    int solver = row.getInt(2);
    Optional<UserId> firstSolver =
        row.wasNull() ? Optional.empty() : Optional.of(new UserId(solver));
    return new Board.Column(new ExerciseId(row.getInt(EXERCISE)), row.getLong(3), firstSolver);
  }
}
