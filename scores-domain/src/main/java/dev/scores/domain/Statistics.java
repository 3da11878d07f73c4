package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Statistics of a set of scores.
 *
 * @param attempted the number of scores
 * @param correct the number of correct scores
 * @param lastUpdatedAt the latest {@code updatedAt}, in microseconds; empty if there is no score
 */
public record Statistics(long attempted, long correct, Optional<Instant> lastUpdatedAt) {

  private static final Statistics NONE = new Statistics(0, 0, Optional.empty());

  /**
   * @throws IllegalArgumentException if {@code correct} is negative or above {@code attempted}, or
   *     if the time is missing although there are scores, or the other way round
   */
  public Statistics {
    if (correct < 0 || correct > attempted) {
      throw new IllegalArgumentException(
          "correct must be from 0 to " + attempted + ", not " + correct);
    }
    lastUpdatedAt = lastUpdatedAt.map(time -> time.truncatedTo(MICROS));
    if (lastUpdatedAt.isPresent() != attempted > 0) {
      throw new IllegalArgumentException(
          attempted + " scores cannot have lastUpdatedAt " + lastUpdatedAt);
    }
  }

  /** Statistics of no scores. */
  public static Statistics none() {
    return NONE;
  }

  /** These statistics, with one more score. */
  Statistics plus(Score score) {
    Instant last = lastUpdatedAt.filter(score.updatedAt()::isBefore).orElse(score.updatedAt());
    return new Statistics(attempted + 1, correct + (score.correct() ? 1 : 0), Optional.of(last));
  }

  /** {@code correct} divided by {@code attempted}, from 0 to 1; empty if there are no scores. */
  public OptionalDouble correctRatio() {
    return attempted == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) correct / attempted);
  }
}
