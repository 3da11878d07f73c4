package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.ScoresUnavailable;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BulkheadTest {

  @Test
  void callTimesOutWithoutAPermit() {
    Bulkhead one = new Bulkhead(1, Duration.ofMillis(1));
    assertEquals(
        "outer",
        one.call(
            () -> {
              assertThrows(ScoresUnavailable.class, () -> one.call(() -> "inner"));
              return "outer";
            }));
  }

  @Test
  void failedCallReturnsItsPermit() {
    Bulkhead one = new Bulkhead(1, Duration.ofMillis(1));
    assertThrows(
        IllegalStateException.class,
        () ->
            one.call(
                () -> {
                  throw new IllegalStateException("a fault");
                }));
    assertEquals("in", one.call(() -> "in"));
  }

  @Test
  void interruptedWaitKeepsTheInterruptFlag() {
    Bulkhead none = new Bulkhead(0, Duration.ofDays(1));
    Thread.currentThread().interrupt();
    assertThrows(ScoresUnavailable.class, () -> none.call(() -> "in"));
    assertEquals(true, Thread.interrupted());
  }
}
