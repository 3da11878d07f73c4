package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreIdTest {

  @Test
  void theLargestIsTheLargestIntegerOfJson() {
    assertEquals(9_007_199_254_740_991L, ScoreId.MAX);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, Integer.MAX_VALUE + 1L, ScoreId.MAX - 1, ScoreId.MAX})
  void isAnIntegerThatEveryJsonReaderHoldsExactly(long value) {
    assertEquals(value, new ScoreId(value).value());
    assertEquals(Optional.of(new ScoreId(value)), ScoreId.of(value));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, ScoreId.MAX + 1, Long.MIN_VALUE, Long.MAX_VALUE})
  void isNothingElse(long value) {
    String why =
        assertThrows(IllegalArgumentException.class, () -> new ScoreId(value)).getMessage();
    assertEquals("a score id is 1 to 9007199254740991, not " + value, why);
    assertEquals(Optional.empty(), ScoreId.of(value));
  }

  @Test
  void isOrderedByItsValue() {
    assertTrue(new ScoreId(9).compareTo(new ScoreId(10)) < 0);
    assertTrue(new ScoreId(ScoreId.MAX).compareTo(new ScoreId(1)) > 0);
    assertEquals(0, new ScoreId(7).compareTo(new ScoreId(7)));
  }
}
