package dev.scores.chassis.limits;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Decides how long a connection stays unread after a rejection. A client that retries at once, in
 * spite of {@code Retry-After}, would otherwise be rejected thousands of times a second, and each
 * rejection takes processor time from the requests that are served. All rejections share one
 * sequence of slots, so a flood waits in its own sockets. Thread-safe and lock-free
 * (docs/adr/0020).
 */
@Singleton
final class RejectionThrottle {

  /** One rejection a slot: all together cost a few hundredths of a processor. */
  static final Duration SLOT = Duration.ofMillis(1);

  /** The longest pause: a proxy may send another client's request on the same connection. */
  static final Duration LONGEST = Duration.ofMillis(150);

  private final LongSupplier nanoTime;
  private final AtomicLong lastSlot;

  RejectionThrottle() {
    this(System::nanoTime);
  }

  RejectionThrottle(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastSlot = new AtomicLong(nanoTime.getAsLong());
  }

  /** Takes the next slot and returns how long it is until then. */
  long nextNanos() {
    long now = nanoTime.getAsLong();
    long slot =
        lastSlot.updateAndGet(
            last -> now + Math.clamp(last + SLOT.toNanos() - now, 0, LONGEST.toNanos()));
    return slot - now;
  }
}
