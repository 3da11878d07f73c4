package dev.scores.chassis.logging;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Limits repeated log lines. The first lines of a cause are permitted at once (one unless stated
 * otherwise), then as many per interval, together with the number of lines that were left out.
 * Remembers at most {@value #MAX_CAUSES} causes; beyond that, new causes share one. Thread-safe.
 *
 * <pre>{@code
 * throttle
 *     .permit("login-failed")
 *     .ifPresent(omitted -> LOG.warn("login failed{}", LogThrottle.suffix(omitted)));
 * }</pre>
 */
public final class LogThrottle {

  /** Time between two lines of one cause, or in which several are permitted. */
  public static final Duration INTERVAL = Duration.ofSeconds(10);

  static final int MAX_CAUSES = 256;

  private static final String OTHER = "other";

  private final int linesPerInterval;
  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private final Map<String, Lines> causes = new ConcurrentHashMap<>();

  /** One line per cause and {@link #INTERVAL}. */
  public LogThrottle() {
    this(INTERVAL, System::nanoTime);
  }

  /**
   * @param nanoTime nanoseconds, as from {@link System#nanoTime()}
   */
  public LogThrottle(Duration interval, LongSupplier nanoTime) {
    this(1, interval, nanoTime);
  }

  /**
   * @param linesPerInterval lines of one cause, 1 or more
   * @param nanoTime nanoseconds, as from {@link System#nanoTime()}
   */
  public LogThrottle(int linesPerInterval, Duration interval, LongSupplier nanoTime) {
    if (linesPerInterval < 1) {
      throw new IllegalArgumentException("at least 1 line, not " + linesPerInterval);
    }
    this.linesPerInterval = linesPerInterval;
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
  }

  /**
   * Decides whether a line may be written.
   *
   * @param cause identifies similar lines; from a small set, never text that a client chooses
   * @return the number of lines left out since the last one of this cause; empty if this line must
   *     be left out as well
   */
  public OptionalLong permit(String cause) {
    boolean isFull = causes.size() >= MAX_CAUSES && !causes.containsKey(cause);
    return causes.computeIfAbsent(isFull ? OTHER : cause, key -> new Lines()).permit();
  }

  /** Text to append to a permitted line; empty if no line was left out. */
  public static String suffix(long omitted) {
    return omitted == 0 ? "" : " (%d similar lines left out)".formatted(omitted);
  }

  /** The lines of one cause. */
  private final class Lines {

    private long intervalStart;
    private int written;
    private long omitted;

    synchronized OptionalLong permit() {
      long now = nanoTime.getAsLong();
      if (written == 0 || now - intervalStart >= intervalNanos) {
        intervalStart = now;
        written = 0;
      }
      if (written == linesPerInterval) {
        omitted++;
        return OptionalLong.empty();
      }
      written++;
      long leftOut = omitted;
      omitted = 0;
      return OptionalLong.of(leftOut);
    }
  }
}
