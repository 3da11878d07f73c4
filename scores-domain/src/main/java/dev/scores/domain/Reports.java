package dev.scores.domain;

import java.util.List;
import java.util.Optional;

/**
 * The port of statistics and rankings, computed from the scores at the moment of the call. A store
 * of {@link Scores} need not implement it.
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
