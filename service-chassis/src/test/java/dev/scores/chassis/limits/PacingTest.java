package dev.scores.chassis.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacingTest {

  private static final long SLOT = Pacing.SLOT.toNanos();

  private final AtomicLong now = new AtomicLong(-5);
  private final Pacing pacing = new Pacing(now::get);

  @Test
  void whoAreRefusedAtOnceGetSlotsOneAfterTheOther() {
    assertEquals(SLOT, pacing.nextNanos());
    assertEquals(2 * SLOT, pacing.nextNanos());
    now.addAndGet(SLOT / 2);
    assertEquals(5 * SLOT / 2, pacing.nextNanos());
  }

  @Test
  void slotsThatNobodyWantedAreNotSavedUp() {
    now.addAndGet(100 * SLOT);
    assertEquals(0, pacing.nextNanos());
    assertEquals(SLOT, pacing.nextNanos());
  }

  @Test
  void howeverManyThereAreNobodyWaitsLongerThanTheLongest() {
    for (int i = 0; i < 100_000; i++) {
      pacing.nextNanos();
    }
    assertEquals(Pacing.LONGEST.toNanos(), pacing.nextNanos());
    now.addAndGet(Pacing.LONGEST.toNanos());
    assertEquals(SLOT, pacing.nextNanos());
  }
}
