package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExerciseIdTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, Integer.MAX_VALUE})
  void positiveIntegerIsAccepted(int value) {
    assertEquals(value, new ExerciseId(value).value());
    assertEquals(Optional.of(new ExerciseId(value)), ExerciseId.of(value));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void zeroOrLessIsRejected(int value) {
    String why =
        assertThrows(IllegalArgumentException.class, () -> new ExerciseId(value)).getMessage();
    assertEquals("an exercise id must be at least 1, not " + value, why);
    assertEquals(Optional.empty(), ExerciseId.of(value));
  }

  @Test
  void numberOutOfRangeIsNoId() {
    assertEquals(Optional.empty(), ExerciseId.of(Integer.MAX_VALUE + 1L));
    assertEquals(Optional.empty(), ExerciseId.of((1L << 32) + 1));
    assertEquals(Optional.empty(), ExerciseId.of(Long.MAX_VALUE));
  }
}
