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

  private static final Score SCORE = new Score(new ScoreId(7), ANN, LOOPS, true, EARLIER, NOON, 2);

  @Test
  void allShowsEverything() {
    assertTrue(Selection.all().shows(SCORE));
  }

  @Test
  void ofAUserShowsThatUsersScores() {
    assertTrue(Selection.all().ofUser(ANN).shows(SCORE));
    assertFalse(Selection.all().ofUser(BOB).shows(SCORE));
  }

  @Test
  void ofAnExerciseShowsItsScores() {
    assertTrue(Selection.all().ofExercise(LOOPS).shows(SCORE));
    assertFalse(Selection.all().ofExercise(MAPS).shows(SCORE));
  }

  @Test
  void byVerdictShowsScoresOfThatVerdict() {
    Score unsolved = SCORE.rewritten(false, NOON);
    assertTrue(Selection.all().thatAre(true).shows(SCORE));
    assertFalse(Selection.all().thatAre(false).shows(SCORE));
    assertTrue(Selection.all().thatAre(false).shows(unsolved));
    assertFalse(Selection.all().thatAre(true).shows(unsolved));
  }

  @Test
  void updatedSinceIsInclusiveAndAsksForUpdatedAt() {
    assertTrue(Selection.all().updatedSince(EARLIER).shows(SCORE));
    assertTrue(Selection.all().updatedSince(NOON).shows(SCORE));
    assertFalse(Selection.all().updatedSince(LATER).shows(SCORE));
  }

  @Test
  void updatedSinceIsCutToMicrosecondsAsScoresAre() {
    Selection selection = Selection.all().updatedSince(NOON.plusNanos(999));
    assertEquals(Optional.of(NOON), selection.updatedSince());
    assertTrue(selection.shows(SCORE));
  }

  @Test
  void listsAreOrderedByIdUnlessUpdatedSinceNarrowsThem() {
    Score older = new Score(new ScoreId(8), BOB, LOOPS, true, EARLIER, EARLIER, 1);
    Score twin = new Score(new ScoreId(9), BOB, MAPS, true, EARLIER, EARLIER, 1);
    List<Score> scores = List.of(twin, older, SCORE);
    Selection byTime = Selection.all().updatedSince(EARLIER);
    assertEquals(
        List.of(SCORE, older, twin), scores.stream().sorted(Selection.all().order()).toList());
    assertEquals(List.of(older, twin, SCORE), scores.stream().sorted(byTime.order()).toList());
  }

  @Test
  void aListByTimeGoesOnBehindTimeAndId() {
    Selection byTime = Selection.all().updatedSince(EARLIER);
    assertTrue(byTime.shows(SCORE, Cursor.start()));
    assertTrue(byTime.shows(SCORE, new Cursor(9, Optional.of(EARLIER))));
    assertTrue(byTime.shows(SCORE, new Cursor(6, Optional.of(NOON))));
    assertFalse(byTime.shows(SCORE, Cursor.behind(SCORE)));
    assertFalse(byTime.shows(SCORE, new Cursor(1, Optional.of(LATER))));
  }

  @Test
  void aListByTimeNeedsTheTimeOfItsCursor() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Selection.all().updatedSince(EARLIER).shows(SCORE, new Cursor(1)));
  }

  @Test
  void everyStepNarrows() {
    Selection narrow =
        Selection.all().ofUser(ANN).ofExercise(LOOPS).thatAre(true).updatedSince(NOON);
    assertTrue(narrow.shows(SCORE));
    assertFalse(narrow.ofUser(BOB).shows(SCORE));
    assertFalse(narrow.ofExercise(MAPS).shows(SCORE));
    assertFalse(narrow.thatAre(false).shows(SCORE));
    assertFalse(narrow.updatedSince(LATER).shows(SCORE));
  }

  @Test
  void aStepKeepsTheOthers() {
    assertEquals(
        new Selection(Optional.of(ANN), Optional.of(LOOPS), Optional.of(true), Optional.of(NOON)),
        Selection.all().updatedSince(NOON).thatAre(true).ofExercise(LOOPS).ofUser(ANN));
    assertEquals(
        new Selection(Optional.of(ANN), Optional.of(LOOPS), Optional.of(true), Optional.of(NOON)),
        Selection.all().ofUser(ANN).ofExercise(LOOPS).thatAre(true).updatedSince(NOON));
  }
}
