package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, Integer.MAX_VALUE})
  void positiveIntegerIsAccepted(int value) {
    assertEquals(value, new UserId(value).value());
    assertEquals(Optional.of(new UserId(value)), UserId.of(value));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void zeroOrLessIsRejected(int value) {
    String why = assertThrows(IllegalArgumentException.class, () -> new UserId(value)).getMessage();
    assertEquals("a user id must be at least 1, not " + value, why);
    assertEquals(Optional.empty(), UserId.of(value));
  }

  @Test
  void numberOutOfRangeIsNoId() {
    assertEquals(Optional.empty(), UserId.of(Integer.MAX_VALUE + 1L));
    assertEquals(Optional.empty(), UserId.of((1L << 32) + 1));
    assertEquals(Optional.empty(), UserId.of(Long.MAX_VALUE));
  }
}
