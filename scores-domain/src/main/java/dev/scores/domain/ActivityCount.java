package dev.scores.domain;

import java.time.Instant;

/**
 * A user's attempts in a quarter of an hour. Every time zone's days begin at a quarter of an hour
 * of UTC, so these counts can be added up to days of any zone.
 *
 * @param start the beginning, at a quarter of an hour of UTC
 * @param attempts the number of verdicts
 * @param solved the number of scores solved for the first time
 */
public record ActivityCount(Instant start, long attempts, long solved) {

  /** The length of the interval in seconds. */
  public static final int SECONDS = 900;

  /**
   * @throws IllegalArgumentException if the beginning is no quarter of an hour, or if {@code
   *     solved} is negative or above {@code attempts}
   */
  public ActivityCount {
    if (!start.equals(startOf(start))) {
      throw new IllegalArgumentException("start must be a quarter of an hour, not " + start);
    }
    if (solved < 0 || solved > attempts) {
      throw new IllegalArgumentException(
          "solved must be from 0 to " + attempts + ", not " + solved);
    }
  }

  /** The beginning of the quarter of an hour that contains the time. */
  public static Instant startOf(Instant time) {
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), SECONDS) * SECONDS);
  }
}
