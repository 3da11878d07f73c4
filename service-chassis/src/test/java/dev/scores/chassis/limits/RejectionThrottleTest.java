package dev.scores.chassis.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RejectionThrottleTest {

  private static final long SLOT = RejectionThrottle.SLOT.toNanos();

  private final AtomicLong now = new AtomicLong(-5);
  private final RejectionThrottle throttle = new RejectionThrottle(now::get);

  @Test
  void simultaneousRejectionsGetConsecutiveSlots() {
    assertEquals(SLOT, throttle.nextNanos());
    assertEquals(2 * SLOT, throttle.nextNanos());
    now.addAndGet(SLOT / 2);
    assertEquals(5 * SLOT / 2, throttle.nextNanos());
  }

  @Test
  void unusedSlotsAreNotSavedUp() {
    now.addAndGet(100 * SLOT);
    assertEquals(0, throttle.nextNanos());
    assertEquals(SLOT, throttle.nextNanos());
  }

  @Test
  void pauseIsLimited() {
    for (int i = 0; i < 100_000; i++) {
      throttle.nextNanos();
    }
    assertEquals(RejectionThrottle.LONGEST.toNanos(), throttle.nextNanos());
    now.addAndGet(RejectionThrottle.LONGEST.toNanos());
    assertEquals(SLOT, throttle.nextNanos());
  }
}
