package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
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
  private static final Optional<Solve> UNSOLVED = Optional.empty();
  private static final Score SOLVED = Score.first(ID, ANN, new ScoreDraft(LOOPS, true), NOON);
  private static final Score FAILED = Score.first(ID, ANN, new ScoreDraft(LOOPS, false), NOON);

  @Test
  void firstScoreHasVersionOneAndOneAttempt() {
    assertEquals(new Score(ID, ANN, LOOPS, true, NOON, NOON, 1, 1, solve(NOON, 1)), SOLVED);
    assertEquals(new Score(ID, ANN, LOOPS, false, NOON, NOON, 1, 1, UNSOLVED), FAILED);
  }

  @Test
  void updateChangesCorrectUpdatedAtVersionAndAttempts() {
    Score score = new Score(ID, ANN, LOOPS, true, NOON, NOON, 4, 6, solve(NOON, 2));
    assertEquals(
        new Score(ID, ANN, LOOPS, false, NOON, LATER, 5, 7, solve(NOON, 2)),
        updated(score, false, LATER));
  }

  @Test
  void updateWithTheSameValueIsAWrite() {
    assertEquals(
        new Score(ID, ANN, LOOPS, true, NOON, LATER, 2, 2, solve(NOON, 1)),
        updated(SOLVED, true, LATER));
    assertEquals(
        new Score(ID, ANN, LOOPS, false, NOON, LATER, 2, 2, UNSOLVED),
        updated(FAILED, false, LATER));
  }

  @Test
  void solveIsTheFirstCorrectVerdict() {
    Score second = updated(FAILED, false, NOON);
    Score third = updated(second, true, LATER);
    assertEquals(UNSOLVED, second.solve());
    assertEquals(solve(LATER, 3), third.solve());
  }

  @Test
  void solveIsKeptForGood() {
    Score again = updated(updated(SOLVED, false, LATER), true, LATER.plusSeconds(1));
    assertEquals(solve(NOON, 1), again.solve());
    assertEquals(3, again.attempts());
  }

  @Test
  void solveHasTheUpdatedAtOfItsScore() {
    Score solved = updated(FAILED, true, EARLIER);
    assertEquals(NOON, solved.updatedAt());
    assertEquals(solve(NOON, 2), solved.solve());
  }

  @Test
  void updatedAtNeverMovesBackwards() {
    Score score = new Score(ID, ANN, LOOPS, false, EARLIER, NOON, 1, 1, UNSOLVED);
    assertEquals(NOON, updated(score, false, EARLIER).updatedAt());
    assertEquals(NOON, updated(score, false, NOON).updatedAt());
    assertEquals(2, updated(score, false, EARLIER).version());
  }

  @Test
  void timesAreTruncatedToMicroseconds() {
    Instant exact = Instant.parse("2026-03-01T12:00:00.000001999Z");
    Score score = Score.first(ID, ANN, new ScoreDraft(LOOPS, true), exact);
    assertEquals(LATER, score.createdAt());
    assertEquals(LATER, score.updatedAt());
    assertEquals(solve(LATER, 1), score.solve());
    assertEquals(LATER, updated(score, false, exact).updatedAt());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void versionMustBePositive(int version) {
    assertRejected(
        "version must be at least 1, not " + version,
        () -> new Score(ID, ANN, LOOPS, false, NOON, NOON, version, 1, UNSOLVED));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void attemptsMustBePositive(long attempts) {
    assertRejected(
        "attempts must be at least 1, not " + attempts,
        () -> new Score(ID, ANN, LOOPS, false, NOON, NOON, 1, attempts, UNSOLVED));
    assertRejected("attempts must be at least 1, not " + attempts, () -> new Solve(NOON, attempts));
  }

  @Test
  void attemptsCannotBeLessThanTheSolveTook() {
    assertEquals(3, new Score(ID, ANN, LOOPS, true, NOON, NOON, 1, 3, solve(NOON, 3)).attempts());
    assertRejected(
        "attempts must be at least 3, not 2",
        () -> new Score(ID, ANN, LOOPS, true, NOON, NOON, 1, 2, solve(NOON, 3)));
  }

  @Test
  void correctScoreMustHaveASolve() {
    assertRejected(
        "a correct score must have a solve",
        () -> new Score(ID, ANN, LOOPS, true, NOON, NOON, 1, 1, UNSOLVED));
  }

  private static Score updated(Score score, boolean verdict, Instant at) {
    return score.updated(verdict, ScorePolicy.LATEST, at);
  }

  private static Optional<Solve> solve(Instant at, long attempts) {
    return Optional.of(new Solve(at, attempts));
  }

  private static void assertRejected(String why, Runnable call) {
    assertEquals(why, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
