package dev.scores.chassis.database;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class QueueDelayEstimatorTest {

  private static final Duration LONGEST = Duration.ofSeconds(1);

  private long now = Long.MAX_VALUE - 5; // The clock may overflow.
  private final QueueDelayEstimator room = new QueueDelayEstimator(LONGEST, () -> now);

  @Test
  void leavingWithoutAConnectionIsNotAnAcquisition() throws OverloadedException {
    long before = now;
    pass(1);
    room.enter();
    pass(1);
    room.leave(false);
    room.enter();
    assertFalse(room.hasServedSince(before));
    room.leave(true);
    assertTrue(room.hasServedSince(before));
  }

  /** The estimate is read whenever the first caller after an idle hour reads the clock. */
  @Test
  void idleTimeDoesNotCount() throws OverloadedException {
    AtomicLong longest = new AtomicLong();
    AtomicReference<QueueDelayEstimator> watched = new AtomicReference<>();
    AtomicBoolean looking = new AtomicBoolean();
    LongSupplier clock =
        () -> {
          QueueDelayEstimator there = watched.get();
          if (there != null && looking.compareAndSet(false, true)) {
            longest.accumulateAndGet(there.expectedNanos(), Math::max);
            looking.set(false);
          }
          return now;
        };
    QueueDelayEstimator other = new QueueDelayEstimator(LONGEST, clock);
    other.enter();
    other.leave(true);
    pass(3_600_000);
    watched.set(other);
    other.enter();
    assertEquals(0, longest.get());
  }

  @Test
  void emptyQueueHasNoDelay() {
    assertEquals(0, room.expectedNanos());
  }

  @Test
  void estimateIsOneTurnPerWaitingCaller() throws OverloadedException {
    turnsTake(5);
    come(10);
    assertEquals(50, expectedMillis());
  }

  @Test
  void lowLoadDoesNotChangeTheEstimate() throws OverloadedException {
    turnsTake(5);
    for (int i = 0; i < 1000; i++) {
      pass(60_000);
      room.enter();
      room.leave(true);
    }
    come(10);
    assertTrue(expectedMillis() < 5, "expected ms: " + expectedMillis());
  }

  @Test
  void fiveHundredFastCallersAreAdmitted() throws OverloadedException {
    turnsTake(1);
    assertDoesNotThrow(() -> come(500));
  }

  @Test
  void rejectedCallerIsNotCounted() throws OverloadedException {
    turnsTake(5);
    come(200);
    assertDoesNotThrow(room::enter);
    for (int i = 0; i < 10; i++) {
      assertThrows(OverloadedException.class, room::enter);
    }
    room.leave(true);
    assertDoesNotThrow(room::enter);
  }

  @Test
  void delayGrowsWithoutAcquisitions() throws OverloadedException {
    room.enter();
    pass(LONGEST.toMillis());
    assertDoesNotThrow(room::enter);
    pass(1);
    assertThrows(OverloadedException.class, room::enter);
    room.leave(true);
    assertDoesNotThrow(room::enter);
  }

  @Test
  void timedOutCallerIsNoLongerCounted() throws OverloadedException {
    long before = now;
    room.enter();
    pass(LONGEST.toMillis() + 1);
    room.leave(false);
    assertFalse(room.hasServedSince(before));
    assertEquals(0, room.expectedNanos());
    assertDoesNotThrow(room::enter);
    room.leave(true);
    assertTrue(room.hasServedSince(before));
  }

  /** Makes each acquisition take this time from now on, and leaves the queue empty. */
  private void turnsTake(int millis) throws OverloadedException {
    room.enter();
    for (int i = 0; i < 2000; i++) {
      room.enter();
      pass(millis);
      room.leave(true);
    }
    pass(millis);
    room.leave(true);
  }

  private void come(int people) throws OverloadedException {
    for (int i = 0; i < people; i++) {
      room.enter();
    }
  }

  private long expectedMillis() {
    return Math.round(room.expectedNanos() / 1e6);
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }
}
