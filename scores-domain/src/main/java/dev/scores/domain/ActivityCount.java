package dev.scores.domain;

import java.time.Instant;

/**
 * A user's attempts in a quarter of an hour. In every zone of today's time zone database, days
 * begin at a quarter of an hour of UTC, so these counts can be added up to days of any zone.
 *
 * @param start the beginning, at a quarter of an hour of UTC
 * @param attempts the number of verdicts, at least 1
 * @param solved the number of scores solved for the first time
 */
public record ActivityCount(Instant start, long attempts, long solved) {

  /** The length of the interval in seconds. */
  public static final int SECONDS = 900;

  /**
   * @throws IllegalArgumentException if the beginning is no quarter of an hour, if {@code attempts}
   *     is not positive, or if {@code solved} is negative or above it
   */
  public ActivityCount {
    if (!start.equals(startOf(start))) {
      throw new IllegalArgumentException("start must be a quarter of an hour, not " + start);
    }
    check(attempts, solved);
  }

  static void check(long attempts, long solved) {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
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
