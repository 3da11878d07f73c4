package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A user's place among all users who have a score.
 *
 * @param rank 1 + the number of users who are ahead, so equal users share a rank. A user is ahead
 *     with more correct scores, or with as many of which the last was solved earlier.
 * @param correct the number of the user's correct scores
 * @param lastSolvedAt the latest time at which one of the correct scores was solved, in
 *     microseconds; empty if there are none
 */
public record Standing(long rank, UserId user, long correct, Optional<Instant> lastSolvedAt) {

  /**
   * @throws IllegalArgumentException if the rank is not positive or the number is negative, or if
   *     the time is missing although there are correct scores, or the other way round
   */
  public Standing {
    Objects.requireNonNull(user, "user");
    lastSolvedAt = lastSolvedAt.map(time -> time.truncatedTo(MICROS));
    if (rank < 1) {
      throw new IllegalArgumentException("rank must be at least 1, not " + rank);
    }
    if (correct < 0) {
      throw new IllegalArgumentException("correct must be at least 0, not " + correct);
    }
    if (lastSolvedAt.isPresent() != correct > 0) {
      throw new IllegalArgumentException(
          correct + " correct scores cannot have lastSolvedAt " + lastSolvedAt);
    }
  }
}
