package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The figures of some scores.
 *
 * @param attempted how many scores
 * @param correct how many of them are correct
 * @param lastUpdatedAt when the one was written that was written last, in microseconds; none where
 *     there is no score
 */
public record Statistics(long attempted, long correct, Optional<Instant> lastUpdatedAt) {

  private static final Statistics NONE = new Statistics(0, 0, Optional.empty());

  /**
   * @throws IllegalArgumentException where more are correct than attempted, or fewer than none, or
   *     the time is there without a score or a score without the time
   */
  public Statistics {
    if (correct < 0 || correct > attempted) {
      throw new IllegalArgumentException("of " + attempted + " scores, " + correct + " correct");
    }
    lastUpdatedAt = lastUpdatedAt.map(time -> time.truncatedTo(MICROS));
    if (lastUpdatedAt.isPresent() != attempted > 0) {
      throw new IllegalArgumentException(attempted + " scores, written " + lastUpdatedAt);
    }
  }

  /** Of no scores. */
  public static Statistics none() {
    return NONE;
  }

  /** These together with one score more. */
  Statistics and(Score score) {
    Instant last = lastUpdatedAt.filter(score.updatedAt()::isBefore).orElse(score.updatedAt());
    return new Statistics(attempted + 1, correct + (score.correct() ? 1 : 0), Optional.of(last));
  }

  /** {@code correct} by {@code attempted}, 0 … 1; none of no scores. */
  public OptionalDouble correctRatio() {
    return attempted == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) correct / attempted);
  }
}
