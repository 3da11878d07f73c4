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
  private final QueueDelayEstimator queue = new QueueDelayEstimator(LONGEST, () -> now);

  @Test
  void leavingWithoutAConnectionIsNotAnAcquisition() throws OverloadedException {
    long before = now;
    advance(1);
    queue.enter();
    advance(1);
    queue.leave(false);
    queue.enter();
    assertFalse(queue.hasServedSince(before));
    queue.leave(true);
    assertTrue(queue.hasServedSince(before));
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
    advance(3_600_000);
    watched.set(other);
    other.enter();
    assertEquals(0, longest.get());
  }

  @Test
  void emptyQueueHasNoDelay() {
    assertEquals(0, queue.expectedNanos());
  }

  @Test
  void estimateIsOneAcquisitionPerWaitingCaller() throws OverloadedException {
    acquisitionsTake(5);
    enter(10);
    assertEquals(50, expectedMillis());
  }

  @Test
  void lowLoadDoesNotChangeTheEstimate() throws OverloadedException {
    acquisitionsTake(5);
    for (int i = 0; i < 1000; i++) {
      advance(60_000);
      queue.enter();
      queue.leave(true);
    }
    enter(10);
    assertTrue(expectedMillis() < 5, "expected ms: " + expectedMillis());
  }

  @Test
  void fiveHundredFastCallersAreAdmitted() throws OverloadedException {
    acquisitionsTake(1);
    assertDoesNotThrow(() -> enter(500));
  }

  @Test
  void rejectedCallerIsNotCounted() throws OverloadedException {
    acquisitionsTake(5);
    enter(200);
    assertDoesNotThrow(queue::enter);
    for (int i = 0; i < 10; i++) {
      assertThrows(OverloadedException.class, queue::enter);
    }
    queue.leave(true);
    assertDoesNotThrow(queue::enter);
  }

  @Test
  void delayGrowsWithoutAcquisitions() throws OverloadedException {
    queue.enter();
    advance(LONGEST.toMillis());
    assertDoesNotThrow(queue::enter);
    advance(1);
    assertThrows(OverloadedException.class, queue::enter);
    queue.leave(true);
    assertDoesNotThrow(queue::enter);
  }

  @Test
  void timedOutCallerIsNoLongerCounted() throws OverloadedException {
    long before = now;
    queue.enter();
    advance(LONGEST.toMillis() + 1);
    queue.leave(false);
    assertFalse(queue.hasServedSince(before));
    assertEquals(0, queue.expectedNanos());
    assertDoesNotThrow(queue::enter);
    queue.leave(true);
    assertTrue(queue.hasServedSince(before));
  }

  /** Makes each acquisition take this time from now on, and leaves the queue empty. */
  private void acquisitionsTake(int millis) throws OverloadedException {
    queue.enter();
    for (int i = 0; i < 2000; i++) {
      queue.enter();
      advance(millis);
      queue.leave(true);
    }
    advance(millis);
    queue.leave(true);
  }

  private void enter(int callers) throws OverloadedException {
    for (int i = 0; i < callers; i++) {
      queue.enter();
    }
  }

  private long expectedMillis() {
    return Math.round(queue.expectedNanos() / 1e6);
  }

  private void advance(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }
}
