package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.persistence.PrimaryProgress.Look;
import dev.scores.persistence.PrimaryProgress.Position;
import dev.scores.persistence.PrimaryProgress.Requirement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrimaryProgressTest {

  private static final int TIMELINE = 1;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 3);
  private Look primary = () -> position(TIMELINE, 0);
  private final PrimaryProgress progress =
      new PrimaryProgress(() -> primary.take(), Duration.ofNanos(10), now::get);

  @AfterEach
  void stop() {
    progress.stop();
  }

  private static Position position(int timeline, long number) {
    return new Position(
        new LogPosition("1/scores", timeline, false, number), new ChangeCursor(number, number));
  }

  /** Looks at the primary so long after the last look. */
  private void lookAfter(long nanos, long number) {
    lookAfter(nanos, TIMELINE, number);
  }

  private void lookAfter(long nanos, int timeline, long number) {
    now.addAndGet(nanos);
    primary = () -> position(timeline, number);
    progress.sample();
  }

  private void failAfter(long nanos) {
    now.addAndGet(nanos);
    primary =
        () -> {
          throw new SQLException("it is down");
        };
    progress.sample();
  }

  private Optional<Long> requiredLog() {
    return progress.requirement().map(Requirement::log);
  }

  @Test
  void oldestPositionWithinTheLagIsRequired() {
    assertEquals(Optional.empty(), requiredLog());
    lookAfter(0, 1);
    lookAfter(4, 2);
    lookAfter(4, 3);
    assertEquals(Optional.of(1L), requiredLog());
    now.addAndGet(2);
    assertEquals(Optional.of(1L), requiredLog());
    now.addAndGet(1);
    assertEquals(
        Optional.of(new Requirement(position(TIMELINE, 3).log(), 2)), progress.requirement());
    now.addAndGet(9);
    assertEquals(Optional.empty(), requiredLog());
    assertEquals(Optional.of(position(TIMELINE, 3).log()), progress.latest());
  }

  @Test
  void positionOfAnEarlierTimelineIsNotRequired() {
    lookAfter(0, 1, 200);
    lookAfter(4, 2, 100);
    assertEquals(Optional.of(100L), requiredLog());
    assertEquals(Duration.ZERO, progress.lagOf(100));
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
  void lagIsTheTimeSinceThePrimaryHadMore() {
    assertEquals(Duration.ZERO, progress.lagOf(0));
    long second = Duration.ofSeconds(1).toNanos();
    for (int i = 0; i < 10; i++) {
      lookAfter(second, i);
    }
    assertEquals(Duration.ofSeconds(9), progress.lagOf(-1));
    assertEquals(Duration.ofSeconds(5), progress.lagOf(3));
    assertEquals(Duration.ofSeconds(0), progress.lagOf(8));
    now.addAndGet(second);
    assertEquals(Duration.ofSeconds(1), progress.lagOf(8));
    assertEquals(Duration.ZERO, progress.lagOf(9));
  }

  @Test
  void idlePrimaryDoesNotMakeItsStandbyLookOld() {
    for (int i = 0; i < 10; i++) {
      lookAfter(Duration.ofHours(1).toNanos(), 7);
    }
    assertEquals(Duration.ZERO, progress.lagOf(7));
    lookAfter(1, 8);
    now.addAndGet(4);
    assertEquals(Duration.ofNanos(4), progress.lagOf(7));
  }

  @Test
  void lagOfMoreThanAnHourIsAnHour() {
    for (int i = 0; i < 100; i++) {
      lookAfter(Duration.ofMinutes(1).toNanos(), i);
    }
    assertEquals(Duration.ofHours(1), progress.lagOf(-1));
  }

  @Test
  void failedLookAddsNothing() {
    failAfter(0);
    assertEquals(Optional.empty(), progress.requirement());
    assertThrows(ScoresUnavailable.class, progress::settled);
  }

  @Test
  void failuresAreLoggedOnceTheyHaveAnEffect() {
    try (ClassLog log = new ClassLog(PrimaryProgress.class)) {
      lookAfter(0, 1);
      failAfter(5);
      lookAfter(0, 1);
      failAfter(11);
      failAfter(1);
      lookAfter(1, 1);
      lookAfter(1, 1);
      assertEquals(
          List.of(
              "the position of the primary is unknown, so the standby is not used: it is down",
              "the position of the primary is known again"),
          log.lines());
    }
  }

  @Test
  void firstPositionIsAwaitedUntilItIsSettled() {
    PrimaryProgress real =
        new PrimaryProgress(() -> position(TIMELINE, 7), Duration.ofMillis(20), System::nanoTime);
    real.sample();
    assertEquals(new ChangeCursor(7, 7), real.settled());
    real.stop();
  }

  @Test
  void longWaitForThePositionIsRefused() {
    PrimaryProgress slow =
        new PrimaryProgress(() -> position(TIMELINE, 7), Duration.ofMinutes(1), now::get);
    slow.sample();
    assertThrows(ScoresUnavailable.class, slow::settled);
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertEquals(new ChangeCursor(7, 7), slow.settled());
    slow.stop();
  }
}
