package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
  void removedScoreIsNoChangeAndTakesNoPlaceInAPage() {
    UserId user = new UserId(1);
    ScoreId first = added(user, 7).id();
    Score second = added(user, 8);
    scores.remove(user, first, new ExpectedVersion.Any());
    ChangePage.Changed page = (ChangePage.Changed) scores.since(ChangeCursor.start(), 1);
    assertEquals(List.of(second), page.scores());
    assertEquals(new ChangePage.Changed(List.of(), page.next()), scores.since(page.next(), 1));
  }

  @Test
  void clearedStoreIsLikeANewOne() {
    UserId user = new UserId(1);
    ScoreDraft draft = new ScoreDraft(new ExerciseId(7), true);
    scores.add(user, draft, Instant.EPOCH);
    ChangePage first = scores.since(ChangeCursor.start(), 1);

    scores.clear();

    assertEquals(Optional.empty(), scores.find(user, new ExerciseId(7)));
    assertEquals(
        new ChangePage.Changed(List.of(), ChangeCursor.start()),
        scores.since(ChangeCursor.start(), 1));
    assertEquals(
        new ScoreId(1), ((Outcome.Added) scores.add(user, draft, Instant.EPOCH)).score().id());
    assertEquals(first, scores.since(ChangeCursor.start(), 1));
  }

  private Score added(UserId user, int exercise) {
    ScoreDraft draft = new ScoreDraft(new ExerciseId(exercise), true);
    return ((Outcome.Added) scores.add(user, draft, Instant.EPOCH)).score();
  }
}
