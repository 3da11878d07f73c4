package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.persistence.PrimaryProgress.Position;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrimaryProgressTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 3);
  private Supplier<Position> primary = () -> position(0);
  private final PrimaryProgress progress =
      new PrimaryProgress(() -> primary.get(), Duration.ofNanos(10), now::get);

  @AfterEach
  void stop() {
    progress.stop();
  }

  private static Position position(long number) {
    return new Position("0/" + number, new ChangeCursor(number, number));
  }

  /** Looks at the primary so long after the last look. */
  private void lookAfter(long nanos, long number) {
    now.addAndGet(nanos);
    primary = () -> position(number);
    progress.sample();
  }

  @Test
  void oldestPositionWithinTheLagIsRequired() {
    assertEquals(Optional.empty(), progress.requiredLog());
    lookAfter(0, 1);
    lookAfter(4, 2);
    lookAfter(4, 3);
    assertEquals(Optional.of("0/1"), progress.requiredLog());
    now.addAndGet(2);
    assertEquals(Optional.of("0/1"), progress.requiredLog());
    now.addAndGet(1);
    assertEquals(Optional.of("0/2"), progress.requiredLog());
    now.addAndGet(9);
    assertEquals(Optional.empty(), progress.requiredLog());
    assertEquals(Optional.of("0/3"), progress.latestLog());
  }

  @Test
  void newestPositionBeforeTheLagIsSettled() {
    lookAfter(0, 1);
    now.addAndGet(10);
    assertEquals(new ChangeCursor(1, 1), progress.settled());
    lookAfter(0, 2);
    lookAfter(9, 3);
    assertEquals(new ChangeCursor(1, 1), progress.settled());
    now.addAndGet(1);
    assertEquals(new ChangeCursor(2, 2), progress.settled());
    lookAfter(20, 4);
    assertEquals(new ChangeCursor(3, 3), progress.settled());
  }

  @Test
  void failedLookAddsNothing() {
    primary =
        () -> {
          throw new IllegalStateException("down");
        };
    progress.sample();
    assertEquals(Optional.empty(), progress.requiredLog());
    assertThrows(ScoresUnavailable.class, progress::settled);
  }

  @Test
  void firstPositionIsAwaitedUntilItIsSettled() {
    PrimaryProgress real =
        new PrimaryProgress(() -> position(7), Duration.ofMillis(20), System::nanoTime);
    real.sample();
    assertEquals(new ChangeCursor(7, 7), real.settled());
    real.stop();
  }
}
