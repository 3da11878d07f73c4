package dev.scores.domain;

import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;

/**
 * A verdict on a user's work on an exercise.
 *
 * @param number 1 for the first verdict of a score
 * @param correct the verdict, which with {@link ScorePolicy#STICKY} may differ from the score
 * @param at the {@code updatedAt} that the score had after it, in microseconds
 */
public record Attempt(long number, boolean correct, Instant at) {

  /**
   * @throws IllegalArgumentException if the number is not positive
   */
  public Attempt {
    at = at.truncatedTo(MICROS);
    if (number < 1) {
      throw new IllegalArgumentException("number must be at least 1, not " + number);
    }
  }
}
