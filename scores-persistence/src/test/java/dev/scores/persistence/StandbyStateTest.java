package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.persistence.StandbyState.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StandbyStateTest {

  private static final long PAUSE = StandbyState.PAUSE.toNanos();

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - PAUSE);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final StandbyState state = new StandbyState(metrics, now::get);

  @Test
  void standbyIsLeftAloneForAWhileAfterAFailure() {
    assertTrue(state.mayTry());
    state.avoid(Reason.LAGGING, "it lags");
    now.addAndGet(PAUSE - 1);
    assertFalse(state.mayTry());
    assertEquals(2, fallbacks("lagging"));
    now.addAndGet(1);
    assertTrue(state.mayTry());
    assertEquals(2, fallbacks("lagging"));
  }

  @Test
  void oneReadTriesAgain() {
    state.avoid(Reason.UNAVAILABLE, "it is down");
    now.addAndGet(PAUSE);
    assertTrue(state.mayTry());
    assertFalse(state.mayTry());
    state.avoid(Reason.UNAVAILABLE, "it is down");
    assertFalse(state.mayTry());
    now.addAndGet(PAUSE);
    assertTrue(state.mayTry());
    state.worked();
    assertTrue(state.mayTry());
    assertTrue(state.mayTry());
  }

  @Test
  void otherReadsMayTryAfterAFallbackOfOne() {
    state.fellBack(Reason.CANCELED);
    assertTrue(state.mayTry());
    assertEquals(1, fallbacks("canceled"));
  }

  private double fallbacks(String reason) {
    return metrics.get("database.read.fallbacks").tag("reason", reason).counter().count();
  }
}
