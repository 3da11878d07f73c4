package dev.scores.chassis.limits;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Determines how long a connection is not read after a rejection. A client that ignores {@code
 * Retry-After} would otherwise be rejected thousands of times a second, and each rejection takes
 * processor time from other requests. All rejections share one sequence of slots. Thread-safe and
 * lock-free (docs/adr/0020).
 */
@Singleton
final class RejectionThrottle {

  /** Time for one rejection; at this rate, rejections cost a few percent of a processor. */
  static final Duration SLOT = Duration.ofMillis(1);

  /**
   * The longest pause; shorter than {@code Retry-After}, because a proxy may send another client's
   * request on the connection.
   */
  static final Duration LONGEST = Duration.ofMillis(500);

  private final LongSupplier nanoTime;
  private final AtomicLong lastSlot;

  RejectionThrottle() {
    this(System::nanoTime);
  }

  RejectionThrottle(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastSlot = new AtomicLong(nanoTime.getAsLong());
  }

  /** Takes the next slot and returns the time until then. */
  long nextNanos() {
    long now = nanoTime.getAsLong();
    long slot =
        lastSlot.updateAndGet(
            last -> now + Math.clamp(last + SLOT.toNanos() - now, 0, LONGEST.toNanos()));
    return slot - now;
  }
}
