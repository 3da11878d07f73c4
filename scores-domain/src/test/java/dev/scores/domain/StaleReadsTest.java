package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.StaleReads.SeenWrite;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StaleReadsTest {

  private static final SeenWrite WRITE = new SeenWrite(new ScoreId(17), 3);

  @Test
  void readsAreCurrentByDefault() {
    assertFalse(StaleReads.areAllowed());
    assertEquals(Optional.empty(), StaleReads.requiredWrite());
  }

  @Test
  void permissionHoldsForTheReadsOnly() {
    assertTrue(StaleReads.allow(StaleReads::areAllowed));
    assertEquals(Optional.empty(), StaleReads.allow(StaleReads::requiredWrite));
    assertFalse(StaleReads.areAllowed());
    assertThrows(
        IllegalStateException.class,
        () ->
            StaleReads.allow(
                () -> {
                  throw new IllegalStateException("failed");
                }));
    assertFalse(StaleReads.areAllowed());
  }

  @Test
  void permissionCanRequireAWrite() {
    assertTrue(StaleReads.allowAfter(WRITE, StaleReads::areAllowed));
    assertEquals(Optional.of(WRITE), StaleReads.allowAfter(WRITE, StaleReads::requiredWrite));
    assertEquals(Optional.empty(), StaleReads.requiredWrite());
  }

  @Test
  void innerPermissionReplacesTheOuterOne() {
    assertFalse(StaleReads.allow(() -> StaleReads.forbid(StaleReads::areAllowed)));
    assertTrue(
        StaleReads.allow(() -> StaleReads.<Boolean>forbid(() -> false) || StaleReads.areAllowed()));
  }
}
