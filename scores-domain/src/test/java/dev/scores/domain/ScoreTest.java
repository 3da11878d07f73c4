package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTest {

  private static final ScoreId ID = new ScoreId(7);
  private static final UserId ANN = new UserId(1);
  private static final ExerciseId LOOPS = new ExerciseId(2);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = Instant.parse("2026-03-01T12:00:00.000001Z");
  private static final Instant EARLIER = Instant.parse("2026-03-01T11:59:59.999999Z");

  @Test
  void firstScoreHasVersionOne() {
    assertEquals(
        new Score(ID, ANN, LOOPS, true, NOON, NOON, 1),
        Score.first(ID, ANN, new ScoreDraft(LOOPS, true), NOON));
    assertEquals(
        new Score(ID, ANN, LOOPS, false, NOON, NOON, 1),
        Score.first(ID, ANN, new ScoreDraft(LOOPS, false), NOON));
  }

  @Test
  void updateChangesCorrectUpdatedAtAndVersion() {
    Score score = new Score(ID, ANN, LOOPS, true, NOON, NOON, 4);
    assertEquals(new Score(ID, ANN, LOOPS, false, NOON, LATER, 5), score.updated(false, LATER));
  }

  @Test
  void updateWithTheSameValueIsAWrite() {
    Score score = new Score(ID, ANN, LOOPS, true, NOON, NOON, 1);
    assertEquals(new Score(ID, ANN, LOOPS, true, NOON, LATER, 2), score.updated(true, LATER));
  }

  @Test
  void updatedAtNeverMovesBackwards() {
    Score score = new Score(ID, ANN, LOOPS, true, EARLIER, NOON, 1);
    assertEquals(NOON, score.updated(false, EARLIER).updatedAt());
    assertEquals(NOON, score.updated(false, NOON).updatedAt());
    assertEquals(2, score.updated(false, EARLIER).version());
  }

  @Test
  void timesAreTruncatedToMicroseconds() {
    Instant exact = Instant.parse("2026-03-01T12:00:00.000001999Z");
    Score score = new Score(ID, ANN, LOOPS, true, exact, exact, 1);
    assertEquals(LATER, score.createdAt());
    assertEquals(LATER, score.updatedAt());
    assertEquals(LATER, score.updated(false, exact).updatedAt());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void versionMustBePositive(int version) {
    String why =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Score(ID, ANN, LOOPS, true, NOON, NOON, version))
            .getMessage();
    assertEquals("version must be at least 1, not " + version, why);
  }
}
