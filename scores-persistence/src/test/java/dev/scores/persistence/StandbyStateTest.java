package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.persistence.StandbyState.Reason;
import dev.scores.persistence.StandbyState.Use;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandbyStateTest {

  private static final Duration PAUSE = StandbyState.SHORTEST_PAUSE;

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - PAUSE.toNanos());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final StandbyState state = new StandbyState(metrics, now::get);

  @Test
  void standbyIsLeftAloneForAWhileAfterAFailure() {
    assertEquals(Use.STANDBY, state.next());
    state.avoid(Reason.LAGGING, "it lags");
    pass(PAUSE.minusNanos(1));
    assertEquals(Use.PRIMARY, state.next());
    assertEquals(1, fallbacks("lagging"));
    pass(Duration.ofNanos(1));
    assertEquals(Use.PRIMARY_AND_CHECK, state.next());
    assertEquals(2, fallbacks("lagging"));
  }

  @Test
  void oneReadBeginsACheckAndNoneWaitsForIt() {
    state.avoid(Reason.UNAVAILABLE, "it is down");
    pass(PAUSE);
    assertEquals(Use.PRIMARY_AND_CHECK, state.next());
    assertEquals(Use.PRIMARY, state.next());
    state.avoid(Reason.UNAVAILABLE, "it is down");
    pass(PAUSE.minusNanos(1));
    assertEquals(Use.PRIMARY, state.next());
    pass(Duration.ofNanos(1));
    assertEquals(Use.PRIMARY_AND_CHECK, state.next());
    state.useAgain();
    assertEquals(Use.STANDBY, state.next());
  }

  @Test
  void pauseDoublesWhileTheStandbyFailsSoonAfterItsReturn() {
    for (Duration pause : List.of(PAUSE, PAUSE.multipliedBy(2), StandbyState.LONGEST_PAUSE)) {
      state.avoid(Reason.LAGGING, "it lags");
      pass(pause.minusNanos(1));
      assertEquals(Use.PRIMARY, state.next());
      pass(Duration.ofNanos(1));
      assertEquals(Use.PRIMARY_AND_CHECK, state.next());
      state.useAgain();
    }
    pass(StandbyState.PROBATION);
    state.avoid(Reason.LAGGING, "it lags");
    pass(PAUSE);
    assertEquals(Use.PRIMARY_AND_CHECK, state.next());
  }

  @Test
  void changesAreLoggedOnce() {
    try (ClassLog log = new ClassLog(StandbyState.class)) {
      state.avoid(Reason.UNAVAILABLE, "it is down");
      state.avoid(Reason.UNAVAILABLE, "it is down");
      state.avoid(Reason.LAGGING, "it lags");
      pass(PAUSE);
      state.useAgain();
      state.useAgain();
      assertEquals(
          List.of(
              "the standby is not used: it is down; the primary answers all reads",
              "the standby is not used: it lags; the primary answers all reads",
              "the standby is used again after 3 s"),
          log.lines());
    }
  }

  @Test
  void fallbackOfOneReadChangesNothing() {
    state.fellBack(Reason.CANCELED);
    assertEquals(Use.STANDBY, state.next());
    assertEquals(1, fallbacks("canceled"));
  }

  @Test
  void standbyThatCancelsQueriesInARowIsLeftAlone() {
    for (int i = 1; i < StandbyState.MAX_CANCELED; i++) {
      state.canceled();
    }
    state.answered();
    for (int i = 1; i < StandbyState.MAX_CANCELED; i++) {
      state.canceled();
      assertEquals(Use.STANDBY, state.next());
    }
    state.canceled();
    assertEquals(Use.PRIMARY, state.next());
    assertEquals(2 * StandbyState.MAX_CANCELED, fallbacks("canceled"));
    pass(PAUSE);
    assertEquals(Use.PRIMARY_AND_CHECK, state.next());
    state.useAgain();
    state.canceled();
    assertEquals(Use.STANDBY, state.next());
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private double fallbacks(String reason) {
    return metrics.get("database.read.fallbacks").tag("reason", reason).counter().count();
  }
}
