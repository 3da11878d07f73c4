package dev.scores.domain;

import java.util.Objects;

/**
 * A user's place among all users who have a score.
 *
 * @param rank 1 + the number of users with more correct scores, so equal users share a rank
 * @param correct the number of the user's correct scores
 */
public record Standing(long rank, UserId user, long correct) {

  /**
   * @throws IllegalArgumentException if the rank is not positive or the number is negative
   */
  public Standing {
    Objects.requireNonNull(user, "user");
    if (rank < 1) {
      throw new IllegalArgumentException("rank must be at least 1, not " + rank);
    }
    if (correct < 0) {
      throw new IllegalArgumentException("correct must be at least 0, not " + correct);
    }
  }
}
