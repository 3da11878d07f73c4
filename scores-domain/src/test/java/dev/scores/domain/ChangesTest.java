package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTest {

  @Test
  void changeCursorHasNoNegativeNumber() {
    assertEquals(new ChangeCursor(0, 0), ChangeCursor.start());
    assertThrows(IllegalArgumentException.class, () -> new ChangeCursor(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ChangeCursor(0, -1));
  }

  @Test
  void changeCursorsAreOrderedByPositionThenTieBreaker() {
    assertTrue(new ChangeCursor(2, 9).compareTo(new ChangeCursor(10, 1)) < 0);
    assertTrue(new ChangeCursor(2, 10).compareTo(new ChangeCursor(2, 9)) > 0);
    assertEquals(0, new ChangeCursor(2, 9).compareTo(new ChangeCursor(2, 9)));
  }

  @Test
  void eventHasTheSequenceOfItsCursor() {
    ScoreDraft draft = new ScoreDraft(new ExerciseId(1), true);
    Score score = Score.first(new ScoreId(1), new UserId(1), draft, Instant.EPOCH);
    Instant exact = Instant.ofEpochSecond(1, 1999);
    ScoreEvent event =
        new ScoreEvent(
            new ChangeCursor(2, 9), ScoreEvent.Type.ADDED, exact, true, score, new Writer.Owner());
    assertEquals(9, event.sequence());
    assertEquals(Instant.ofEpochSecond(1, 1000), event.at());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001})
  void limitOutOfRangeIsRejected(int limit) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Changes.checkLimit(limit)).getMessage();
    assertEquals("limit must be from 1 to 1000, not " + limit, message);
    Changes.checkLimit(1);
    Changes.checkLimit(1000);
  }
}
