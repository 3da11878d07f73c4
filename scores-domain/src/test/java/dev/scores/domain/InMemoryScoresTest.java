package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Error messages and other details that the contract tests leave open. */
class InMemoryScoresTest {

  private final InMemoryScores scores = new InMemoryScores();

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void limitBelowOneIsRejected(int limit) {
    scores.add(new UserId(1), new ScoreDraft(new ExerciseId(7), true), Instant.EPOCH);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> scores.page(Selection.all(), Cursor.start(), limit))
            .getMessage();
    assertEquals("limit must be at least 1, not " + limit, message);
    assertEquals(1, scores.page(Selection.all(), Cursor.start(), 1).size());
    assertEquals(
        List.of(), scores.page(Selection.all(), Cursor.after(new ScoreId(1)), Integer.MAX_VALUE));
  }

  @Test
  void newStoreFollowsThePolicy() {
    InMemoryScores sticky = new InMemoryScores(ScorePolicy.STICKY);
    for (InMemoryScores store : List.of(scores, sticky)) {
      store.upsert(new UserId(1), new ScoreDraft(new ExerciseId(7), true), Instant.EPOCH);
      store.upsert(new UserId(1), new ScoreDraft(new ExerciseId(7), false), Instant.EPOCH);
    }
    assertFalse(scores.find(new ScoreId(1)).orElseThrow().correct());
    assertTrue(sticky.find(new ScoreId(1)).orElseThrow().correct());
  }

  @Test
  void clearedStoreIsLikeANewOne() {
    UserId user = new UserId(1);
    ScoreDraft loops = new ScoreDraft(new ExerciseId(7), true);
    ScoreDraft maps = new ScoreDraft(new ExerciseId(8), true);
    scores.add(user, maps, Instant.EPOCH);
    ChangePage first = scores.since(ChangeCursor.start(), 10);
    scores.upsert(user, maps, Instant.EPOCH);
    scores.add(user, loops, Instant.EPOCH);
    scores.dropEvents(1);

    scores.clear();

    assertEquals(
        new ChangePage.Changed(List.of(), ChangeCursor.start()),
        scores.since(ChangeCursor.start(), 10));
    assertEquals(List.of(), scores.page(Selection.all(), Cursor.start(), 10));
    Outcome.Added added = (Outcome.Added) scores.add(user, maps, Instant.EPOCH);
    assertEquals(new ScoreId(1), added.score().id());
    assertEquals(first, scores.since(ChangeCursor.start(), 10));
    scores.add(user, new ScoreDraft(new ExerciseId(9), true), Instant.EPOCH);
    assertEquals(Optional.empty(), scores.find(user, loops.exercise()));
  }
}
