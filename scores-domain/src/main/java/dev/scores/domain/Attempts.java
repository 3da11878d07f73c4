package dev.scores.domain;

import java.util.List;
import java.util.Optional;

/**
 * The port of history: what the log of a store of {@link Scores} says of one score or one user. A
 * store need not implement it. If the store drops old events, their attempts are missing here; the
 * number of attempts and the solve of the score stay.
 *
 * <p>Thread-safe. Throws {@link ScoresUnavailable} if the storage cannot be reached.
 */
public interface Attempts {

  /** The maximum number of attempts in a page. */
  int MAX_PAGE = 1000;

  /**
   * The attempts of the score with this id, of any user, newest first.
   *
   * @param limit the maximum number of attempts, from 1 to {@value #MAX_PAGE}
   * @return empty if there is no such score
   * @throws IllegalArgumentException if the limit is out of range
   */
  Optional<AttemptPage> of(ScoreId score, AttemptCursor cursor, int limit);

  /**
   * The attempts of the user's score for the exercise, newest first.
   *
   * @param limit the maximum number of attempts, from 1 to {@value #MAX_PAGE}
   * @return empty if there is no such score
   * @throws IllegalArgumentException if the limit is out of range
   */
  Optional<AttemptPage> of(UserId user, ExerciseId exercise, AttemptCursor cursor, int limit);

  /**
   * The user's attempts by the quarter of an hour, in ascending order; those of removed scores
   * included. The list is unmodifiable.
   */
  List<ActivityCount> activity(UserId user);

  /**
   * Checks the limit of a page, for implementations.
   *
   * @throws IllegalArgumentException if the limit is out of range
   */
  static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit must be from 1 to " + MAX_PAGE + ", not " + limit);
    }
  }
}
