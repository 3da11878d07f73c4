package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Statistics of a set of scores.
 *
 * @param attempted the number of scores
 * @param correct the number of scores that are correct now
 * @param lastUpdatedAt the latest {@code updatedAt}, in microseconds; empty if there is no score
 * @param solved the number of scores that were ever correct
 * @param attempts the number of verdicts, on all scores
 * @param medianAttemptsToSolve the median of {@link Solve#attempts} over the solved scores, the
 *     mean of the middle two if their number is even; empty if none is solved
 */
public record Statistics(
    long attempted,
    long correct,
    Optional<Instant> lastUpdatedAt,
    long solved,
    long attempts,
    OptionalDouble medianAttemptsToSolve) {

  private static final Statistics NONE =
      new Statistics(0, 0, Optional.empty(), 0, 0, OptionalDouble.empty());

  /**
   * @throws IllegalArgumentException if {@code solved} is not between 0 and {@code attempted}, if
   *     {@code correct} is not between 0 and {@code solved}, if there are fewer attempts than
   *     scores, if the median is below 1, or if an optional value is missing although there is a
   *     score that has it, or the other way round
   */
  public Statistics {
    checkRange("solved", solved, attempted);
    checkRange("correct", correct, solved);
    lastUpdatedAt = lastUpdatedAt.map(time -> time.truncatedTo(MICROS));
    if (lastUpdatedAt.isPresent() != attempted > 0) {
      throw new IllegalArgumentException(
          attempted + " scores cannot have lastUpdatedAt " + lastUpdatedAt);
    }
    if (attempts < attempted) {
      throw new IllegalArgumentException(
          "attempts must be at least " + attempted + ", not " + attempts);
    }
    Objects.requireNonNull(medianAttemptsToSolve, "medianAttemptsToSolve");
    if (medianAttemptsToSolve.isPresent() != solved > 0 || medianAttemptsToSolve.orElse(1) < 1) {
      throw new IllegalArgumentException(
          solved + " solved scores cannot have medianAttemptsToSolve " + medianAttemptsToSolve);
    }
  }

  private static void checkRange(String name, long value, long most) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(name + " must be from 0 to " + most + ", not " + value);
    }
  }

  /** Statistics of no scores. */
  public static Statistics none() {
    return NONE;
  }

  /** Statistics of these scores. */
  static Statistics of(Collection<Score> scores) {
    long[] toSolve =
        scores.stream()
            .flatMap(score -> score.solve().stream())
            .mapToLong(Solve::attempts)
            .sorted()
            .toArray();
    return new Statistics(
        scores.size(),
        scores.stream().filter(Score::correct).count(),
        scores.stream().map(Score::updatedAt).max(Instant::compareTo),
        toSolve.length,
        scores.stream().mapToLong(Score::attempts).sum(),
        median(toSolve));
  }

  private static OptionalDouble median(long[] sorted) {
    int count = sorted.length;
    return count == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((sorted[(count - 1) / 2] + sorted[count / 2]) / 2.0);
  }

  /** {@code correct} divided by {@code attempted}, from 0 to 1; empty if there are no scores. */
  public OptionalDouble correctRatio() {
    return attempted == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) correct / attempted);
  }
}
