package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @Test
  void theStartIsBeforeEveryScore() {
    assertEquals(new Cursor(0), Cursor.start());
  }

  @Test
  void behindAScoreIsBehindItsTimeAndId() {
    ScoreDraft draft = new ScoreDraft(new ExerciseId(1), true);
    Score last = Score.first(new ScoreId(7), new UserId(1), draft, Instant.EPOCH);
    assertEquals(new Cursor(7, Optional.of(Instant.EPOCH)), Cursor.behind(last));
  }

  @Test
  void timesAreCutToMicroseconds() {
    assertEquals(
        Optional.of(Instant.EPOCH),
        new Cursor(7, Optional.of(Instant.ofEpochSecond(0, 999))).updatedAt());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, ScoreId.MAX})
  void isZeroOrAScoreId(long value) {
    assertEquals(value, new Cursor(value).after());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, ScoreId.MAX + 1, Long.MIN_VALUE, Long.MAX_VALUE})
  void isNothingElse(long value) {
    String why = assertThrows(IllegalArgumentException.class, () -> new Cursor(value)).getMessage();
    assertEquals("a cursor is 0 to 9007199254740991, not " + value, why);
  }
}
