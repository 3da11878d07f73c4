package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;

/**
 * The first correct verdict of a score.
 *
 * @param at the {@code updatedAt} that the score had after it, in microseconds
 * @param attempts the number of verdicts up to and including it
 */
public record Solve(Instant at, long attempts) {

  /**
   * @throws IllegalArgumentException if the number of verdicts is not positive
   */
  public Solve {
    at = at.truncatedTo(MICROS);
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
    }
  }
}
