package dev.scores.domain;

import java.util.List;
import java.util.Optional;

/**
 * The port of statistics and rankings. A store of {@link Scores} need not implement it. One that
 * has a log ({@link Changes}) may return the reports of a position in it that is a moment ago, and
 * says of which ({@link Dated}).
 *
 * <p>Thread-safe. Every operation sees one state of the scores, and throws {@link
 * ScoresUnavailable} if the storage cannot be reached or is overloaded.
 */
public interface Reports {

  /** The maximum number of users in a leaderboard. */
  int MAX_LEADERBOARD = 100;

  /** Statistics of all scores. */
  Statistics ofAll();

  /** Statistics of the user's scores. */
  Statistics of(UserId user);

  /** Statistics of all users' scores for the exercise. */
  Statistics of(ExerciseId exercise);

  /**
   * The users who have a score, ordered by descending number of correct scores, then by the time at
   * which the last of them was solved, the earlier first, then by user id. Users with the same
   * number and time share a rank, and the ranks after it are skipped: 1, 2, 2, 4.
   *
   * @param limit the maximum number of users, from 1 to {@value #MAX_LEADERBOARD}
   * @throws IllegalArgumentException if the limit is out of range
   */
  List<Standing> leaderboard(int limit);

  /** The user's place among all users who have a score; empty if the user has none. */
  Optional<Standing> standing(UserId user);

  /** Like {@link #ofAll()}, with the position. */
  default Dated<Statistics> datedStatistics() {
    return Dated.undated(ofAll());
  }

  /** Like {@link #of(ExerciseId)}, with the position. */
  default Dated<Statistics> datedStatistics(ExerciseId exercise) {
    return Dated.undated(of(exercise));
  }

  /** Like {@link #leaderboard}, with the position. */
  default Dated<List<Standing>> datedLeaderboard(int limit) {
    return Dated.undated(leaderboard(limit));
  }

  /** Like {@link #standing}, with the position. */
  default Dated<Optional<Standing>> datedStanding(UserId user) {
    return Dated.undated(standing(user));
  }

  /**
   * Checks the limit of {@link #leaderboard}, for implementations.
   *
   * @throws IllegalArgumentException if the limit is out of range
   */
  static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_LEADERBOARD) {
      throw new IllegalArgumentException(
          "limit must be from 1 to " + MAX_LEADERBOARD + ", not " + limit);
    }
  }
}
