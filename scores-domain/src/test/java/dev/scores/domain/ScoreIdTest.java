package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreIdTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, Integer.MAX_VALUE + 1L, Long.MAX_VALUE})
  void positiveNumberIsAccepted(long value) {
    assertEquals(value, new ScoreId(value).value());
    assertEquals(Optional.of(new ScoreId(value)), ScoreId.of(value));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void otherNumberIsRejected(long value) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new ScoreId(value)).getMessage();
    assertEquals("a score id must be at least 1, not " + value, message);
    assertEquals(Optional.empty(), ScoreId.of(value));
  }

  @Test
  void idsAreOrderedByValue() {
    assertTrue(new ScoreId(9).compareTo(new ScoreId(10)) < 0);
    assertTrue(new ScoreId(Long.MAX_VALUE).compareTo(new ScoreId(1)) > 0);
    assertEquals(0, new ScoreId(7).compareTo(new ScoreId(7)));
  }
}
