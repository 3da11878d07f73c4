package dev.scores.domain;

import java.util.Objects;

/**
 * A user's place among all who have a score.
 *
 * @param rank one more than there are users with more correct scores: users with as many share it
 * @param correct how many of the user's scores are correct
 */
public record Standing(long rank, UserId user, long correct) {

  /**
   * @throws IllegalArgumentException where the rank is not positive or the number negative
   */
  public Standing {
    Objects.requireNonNull(user, "user");
    if (rank < 1) {
      throw new IllegalArgumentException("a rank is 1 or more, not " + rank);
    }
    if (correct < 0) {
      throw new IllegalArgumentException("correct scores are 0 or more, not " + correct);
    }
  }
}
