package dev.scores.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which users have solved which exercises: the first users by rank, and every exercise.
 *
 * @param users the number of users who have a score, including those without a row
 * @param rows in the order of {@link Reports#leaderboard}
 * @param columns the exercises with a score, by id
 */
public record Board(long users, List<Row> rows, List<Column> columns) {

  /**
   * @throws IllegalArgumentException if there are fewer users than rows
   */
  public Board {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    if (users < rows.size()) {
      throw new IllegalArgumentException(
          "users must be at least " + rows.size() + ", not " + users);
    }
  }

  /**
   * A user.
   *
   * @param standing the user's place among all users
   * @param scores all scores of the user, by exercise
   */
  public record Row(Standing standing, List<Score> scores) {

    public Row {
      Objects.requireNonNull(standing, "standing");
      scores = List.copyOf(scores);
    }
  }

  /**
   * An exercise.
   *
   * @param correct the number of correct scores, of all users
   * @param firstSolver the user whose correct score was solved first; of several at the same time,
   *     the one with the lowest id; empty if no score is correct
   */
  public record Column(ExerciseId exercise, long correct, Optional<UserId> firstSolver) {

    /**
     * @throws IllegalArgumentException if the number is negative, or if the user is missing
     *     although there are correct scores, or the other way round
     */
    public Column {
      Objects.requireNonNull(exercise, "exercise");
      if (correct < 0) {
        throw new IllegalArgumentException("correct must be at least 0, not " + correct);
      }
      if (firstSolver.isPresent() != correct > 0) {
        throw new IllegalArgumentException(
            correct + " correct scores cannot have firstSolver " + firstSolver);
      }
    }
  }
}
