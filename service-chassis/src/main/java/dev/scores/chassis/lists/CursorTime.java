package dev.scores.chassis.lists;

import java.time.Instant;
import java.util.Optional;

/**
 * Times in cursors: microseconds since 1970, for every time that PostgreSQL stores. {@code
 * infinity} and {@code -infinity} are the two times that the JDBC driver reads them as.
 *
 * <p>PostgreSQL counts microseconds since 2000 in 64 bits and keeps the lowest and the highest
 * value for the infinities. Its last years do not fit when they are counted since 1970, so the
 * difference is added with an overflow, into values that no other time has.
 */
public final class CursorTime {

  /** The JDBC driver's value for {@code infinity}. */
  public static final Instant INFINITY = Instant.ofEpochMilli(9_223_372_036_825_200_000L);

  /** The JDBC driver's value for {@code -infinity}. */
  public static final Instant MINUS_INFINITY = Instant.ofEpochMilli(-9_223_372_036_832_400_000L);

  private static final long SECONDS_1970_TO_2000 = 946_684_800;
  private static final long MICROS_PER_SECOND = 1_000_000;

  /**
   * PostgreSQL begins on 24 November 4714 BC. The driver takes dates before 1582 for Julian ones
   * and reads that day as one in October.
   */
  private static final Instant FIRST = Instant.parse("-4713-10-20T00:00:00Z");

  /** The first time that is too late for PostgreSQL. */
  private static final Instant END = Instant.parse("+294277-01-01T00:00:00Z");

  private CursorTime() {}

  /** The number for the time; a time that PostgreSQL cannot store becomes an infinity. */
  public static long micros(Instant time) {
    return sinceTheYear2000(time) + SECONDS_1970_TO_2000 * MICROS_PER_SECOND;
  }

  private static long sinceTheYear2000(Instant time) {
    if (time.isBefore(FIRST)) {
      return Long.MIN_VALUE;
    }
    return time.isBefore(END)
        ? (time.getEpochSecond() - SECONDS_1970_TO_2000) * MICROS_PER_SECOND + time.getNano() / 1000
        : Long.MAX_VALUE;
  }

  /** The time for the number; empty if PostgreSQL has no such time. */
  public static Optional<Instant> read(long micros) {
    long sinceTheYear2000 = micros - SECONDS_1970_TO_2000 * MICROS_PER_SECOND;
    if (sinceTheYear2000 == Long.MIN_VALUE) {
      return Optional.of(MINUS_INFINITY);
    }
    if (sinceTheYear2000 == Long.MAX_VALUE) {
      return Optional.of(INFINITY);
    }
    Instant time =
        Instant.ofEpochSecond(
            Math.floorDiv(sinceTheYear2000, MICROS_PER_SECOND) + SECONDS_1970_TO_2000,
            Math.floorMod(sinceTheYear2000, MICROS_PER_SECOND) * 1000);
    return time.isBefore(FIRST) || !time.isBefore(END) ? Optional.empty() : Optional.of(time);
  }
}
