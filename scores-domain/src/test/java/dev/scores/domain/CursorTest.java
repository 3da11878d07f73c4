package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  private static final ScoreId ID = new ScoreId(7);

  @Test
  void startIsBeforeEveryScore() {
    assertEquals(new Cursor(0, Optional.empty()), Cursor.start());
  }

  @Test
  void cursorAfterAScoreHasItsTimeAndId() {
    ScoreDraft draft = new ScoreDraft(new ExerciseId(1), true);
    Score last = Score.first(ID, new UserId(1), draft, Instant.EPOCH);
    assertEquals(new Cursor(7, Optional.of(Instant.EPOCH)), Cursor.after(last));
    assertEquals(Cursor.after(last), Cursor.after(Instant.EPOCH, ID));
  }

  @Test
  void cursorAfterAnIdHasNoTime() {
    assertEquals(new Cursor(7, Optional.empty()), Cursor.after(ID));
  }

  @Test
  void timeIsTruncatedToMicroseconds() {
    assertEquals(
        Optional.of(Instant.EPOCH), Cursor.after(Instant.ofEpochSecond(0, 999), ID).updatedAt());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void negativeIdIsRejected(long id) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Cursor(id, Optional.empty()))
            .getMessage();
    assertEquals("a cursor's id must be at least 0, not " + id, message);
  }
}
