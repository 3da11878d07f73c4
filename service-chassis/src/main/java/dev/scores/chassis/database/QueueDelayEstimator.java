package dev.scores.chassis.database;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Estimates how long the next caller would wait for a connection of the pool or another limited
 * resource: the number of waiting callers times the mean time between two acquisitions. It does not
 * order callers. Thread-safe and lock-free (docs/adr/0020).
 *
 * <p>The time between acquisitions is measured only while a caller waits, so it reflects the
 * capacity of the database and not a low load.
 */
public final class QueueDelayEstimator {

  /** The weight of the moving average, in acquisitions. */
  private static final int WINDOW = 64;

  private final long longestNanos;
  private final LongSupplier clock;
  private final AtomicInteger waiting = new AtomicInteger();

  /** Time of the last acquisition, or of the first arrival after an idle time. */
  private final AtomicLong lastTurn = new AtomicLong();

  /** Time of the last acquisition; arrivals do not change it, unlike {@link #lastTurn}. */
  private volatile long lastServed;

  /** A race between two writers loses one sample, which does not matter. */
  private volatile long turnNanos;

  /**
   * @param longest the longest acceptable wait
   * @param clock nanoseconds, as from {@link System#nanoTime()}
   */
  public QueueDelayEstimator(Duration longest, LongSupplier clock) {
    this.longestNanos = longest.toNanos();
    this.clock = clock;
    this.lastServed = clock.getAsLong();
  }

  /**
   * Registers a waiting caller; {@link #leave} must follow.
   *
   * @throws OverloadedException at once, if the estimated wait is too long
   */
  public void enter() throws OverloadedException {
    if (expectedNanos() > longestNanos) {
      throw new OverloadedException();
    }
    long now = clock.getAsLong();
    // Before other threads see a waiting caller: the last acquisition may have been long ago.
    if (waiting.get() == 0) {
      lastTurn.set(now);
    }
    if (waiting.getAndIncrement() == 0) {
      lastTurn.set(now);
    }
  }

  /**
   * Unregisters a waiting caller.
   *
   * @param served whether the caller got a connection in time
   */
  public void leave(boolean served) {
    if (served) {
      long now = clock.getAsLong();
      long turn = now - lastTurn.getAndSet(now);
      long mean = turnNanos;
      turnNanos = mean + (turn - mean) / WINDOW;
      lastServed = now;
    }
    waiting.decrementAndGet();
  }

  /**
   * The estimated wait of a caller that arrives now: the mean time between acquisitions for each
   * waiting caller, but at least the time since the last acquisition. 0 if no caller waits.
   */
  public long expectedNanos() {
    int ahead = waiting.get();
    return ahead == 0 ? 0 : Math.max(ahead * turnNanos, clock.getAsLong() - lastTurn.get());
  }

  /** Whether a caller has got a connection since then, by this estimator's clock. */
  boolean hasServedSince(long then) {
    return lastServed - then > 0;
  }
}
