package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.ChangePage.CursorAhead;
import java.time.Instant;
import java.util.List;
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
  void cursorAfterTheLastChangeIsNotAhead() {
    InMemoryScores scores = new InMemoryScores();
    scores.upsert(new UserId(1), new ScoreDraft(new ExerciseId(1), true), Instant.EPOCH);
    assertEquals(ChangePage.Changed.class, scores.since(new ChangeCursor(1, 1), 1).getClass());
    assertEquals(new CursorAhead(), scores.since(new ChangeCursor(2, 0), 1));
  }

  @Test
  void updatedScoreAppearsOnceAndLast() {
    InMemoryScores scores = new InMemoryScores();
    UserId ann = new UserId(1);
    ScoreDraft first = new ScoreDraft(new ExerciseId(1), true);
    scores.add(ann, first, Instant.EPOCH);
    scores.add(ann, new ScoreDraft(new ExerciseId(2), true), Instant.EPOCH);
    scores.upsert(ann, first, Instant.EPOCH);
    ChangePage.Changed changed = (ChangePage.Changed) scores.since(ChangeCursor.start(), 10);
    assertEquals(
        List.of(2, 1), changed.scores().stream().map(score -> score.exercise().value()).toList());
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
