package dev.scores.chassis.limits;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * For how long a connection is left unread behind a refusal. Who asks again at once, though told to
 * come back in a second, would otherwise be refused thousands of times in that second, and each
 * costs what could have been served. So all refusals together get a slot after the other, and who
 * floods waits in his own socket. Safe for many threads, without a lock (docs/adr/0020).
 */
@Singleton
final class Pacing {

  /** One refusal each: together they cost some hundredths of a processor. */
  static final Duration SLOT = Duration.ofMillis(1);

  /** However many there are: a proxy may send somebody else's request on the same connection. */
  static final Duration LONGEST = Duration.ofMillis(150);

  private final LongSupplier nanoTime;
  private final AtomicLong lastSlot;

  Pacing() {
    this(System::nanoTime);
  }

  Pacing(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.lastSlot = new AtomicLong(nanoTime.getAsLong());
  }

  /** From now, for a connection on which somebody is being refused; takes the next slot. */
  long nextNanos() {
    long now = nanoTime.getAsLong();
    long slot =
        lastSlot.updateAndGet(
            last -> now + Math.clamp(last + SLOT.toNanos() - now, 0, LONGEST.toNanos()));
    return slot - now;
  }
}
