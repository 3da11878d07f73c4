package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.kit.ChangesContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ChangesTest {

  @Nested
  class InMemory extends ChangesContract {
    private InMemoryScores scores = new InMemoryScores();

    @Override
    protected Scores emptyStore() {
      scores = new InMemoryScores();
      return scores;
    }

    @Override
    protected Changes changes() {
      return scores;
    }
  }

  @Test
  void aCursorIsNothingYetOrAPlace() {
    assertEquals(new ChangeCursor(0, 0), ChangeCursor.start());
    assertEquals(ScoreId.MAX, new ChangeCursor(Long.MAX_VALUE, ScoreId.MAX).id());
    assertThrows(IllegalArgumentException.class, () -> new ChangeCursor(-1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ChangeCursor(0, -1));
    assertThrows(IllegalArgumentException.class, () -> new ChangeCursor(0, ScoreId.MAX + 1));
  }

  @Test
  void theCursorBehindTheLastChangeIsNotAheadAndTheOneAfterItIs() {
    InMemoryScores scores = new InMemoryScores();
    scores.upsert(new UserId(1), new ScoreDraft(new ExerciseId(1), true), java.time.Instant.EPOCH);
    assertEquals(ChangePage.Changed.class, scores.since(new ChangeCursor(1, 1), 1).getClass());
    assertEquals(new CursorAhead(), scores.since(new ChangeCursor(2, 0), 1));
  }
}
