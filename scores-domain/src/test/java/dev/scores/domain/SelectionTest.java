package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final ExerciseId LOOPS = new ExerciseId(2);
  private static final ExerciseId MAPS = new ExerciseId(3);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");
  private static final Instant EARLIER = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = Instant.parse("2026-03-01T12:00:00.000002Z");

  private static final Score SCORE = first(7, ANN, LOOPS).updated(true, ScorePolicy.LATEST, NOON);

  @Test
  void allMatchesEveryScore() {
    assertTrue(Selection.all().matches(SCORE));
  }

  @Test
  void userFilterMatchesTheUsersScores() {
    assertTrue(Selection.all().ofUser(ANN).matches(SCORE));
    assertFalse(Selection.all().ofUser(BOB).matches(SCORE));
  }

  @Test
  void exerciseFilterMatchesItsScores() {
    assertTrue(Selection.all().ofExercise(LOOPS).matches(SCORE));
    assertFalse(Selection.all().ofExercise(MAPS).matches(SCORE));
  }

  @Test
  void correctFilterMatchesTheSameValue() {
    Score unsolved = SCORE.updated(false, ScorePolicy.LATEST, NOON);
    assertTrue(Selection.all().withCorrect(true).matches(SCORE));
    assertFalse(Selection.all().withCorrect(false).matches(SCORE));
    assertTrue(Selection.all().withCorrect(false).matches(unsolved));
    assertFalse(Selection.all().withCorrect(true).matches(unsolved));
  }

  @Test
  void updatedSinceIsInclusive() {
    assertTrue(Selection.all().updatedSince(EARLIER).matches(SCORE));
    assertTrue(Selection.all().updatedSince(NOON).matches(SCORE));
    assertFalse(Selection.all().updatedSince(LATER).matches(SCORE));
  }

  @Test
  void updatedSinceIsTruncatedToMicroseconds() {
    Selection selection = Selection.all().updatedSince(NOON.plusNanos(999));
    assertEquals(Optional.of(NOON), selection.updatedSince());
    assertTrue(selection.matches(SCORE));
  }

  @Test
  void updatedSinceOrdersByTime() {
    Score older = first(8, BOB, LOOPS);
    Score twin = first(9, BOB, MAPS);
    List<Score> scores = List.of(twin, older, SCORE);
    Selection byTime = Selection.all().updatedSince(EARLIER);
    assertEquals(
        List.of(SCORE, older, twin), scores.stream().sorted(Selection.all().order()).toList());
    assertEquals(List.of(older, twin, SCORE), scores.stream().sorted(byTime.order()).toList());
  }

  @Test
  void listByTimeContinuesAfterTimeAndId() {
    Selection byTime = Selection.all().updatedSince(EARLIER);
    assertTrue(byTime.matches(SCORE, Cursor.start()));
    assertTrue(byTime.matches(SCORE, Cursor.after(EARLIER, new ScoreId(9))));
    assertTrue(byTime.matches(SCORE, Cursor.after(NOON, new ScoreId(6))));
    assertFalse(byTime.matches(SCORE, Cursor.after(SCORE)));
    assertFalse(byTime.matches(SCORE, Cursor.after(LATER, new ScoreId(1))));
  }

  @Test
  void listByTimeRequiresACursorWithTime() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Selection.all().updatedSince(EARLIER).matches(SCORE, Cursor.after(new ScoreId(1))));
  }

  @Test
  void everyFilterNarrows() {
    Selection narrow =
        Selection.all().ofUser(ANN).ofExercise(LOOPS).withCorrect(true).updatedSince(NOON);
    assertTrue(narrow.matches(SCORE));
    assertFalse(narrow.ofUser(BOB).matches(SCORE));
    assertFalse(narrow.ofExercise(MAPS).matches(SCORE));
    assertFalse(narrow.withCorrect(false).matches(SCORE));
    assertFalse(narrow.updatedSince(LATER).matches(SCORE));
  }

  @Test
  void filtersCombineInAnyOrder() {
    assertEquals(
        new Selection(Optional.of(ANN), Optional.of(LOOPS), Optional.of(true), Optional.of(NOON)),
        Selection.all().updatedSince(NOON).withCorrect(true).ofExercise(LOOPS).ofUser(ANN));
    assertEquals(
        new Selection(Optional.of(ANN), Optional.of(LOOPS), Optional.of(true), Optional.of(NOON)),
        Selection.all().ofUser(ANN).ofExercise(LOOPS).withCorrect(true).updatedSince(NOON));
  }

  private static Score first(long id, UserId user, ExerciseId exercise) {
    return Score.first(new ScoreId(id), user, new ScoreDraft(exercise, true), EARLIER);
  }
}
