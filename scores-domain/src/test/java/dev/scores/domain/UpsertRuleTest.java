package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.VersionMismatch;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UpsertRuleTest {

  private static final ScoreId ID = new ScoreId(7);
  private static final UserId ANN = new UserId(1);
  private static final ExerciseId LOOPS = new ExerciseId(2);
  private static final ScoreDraft SOLVED = new ScoreDraft(LOOPS, true);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(1);
  private static final Score UNSOLVED = new Score(ID, ANN, LOOPS, false, NOON, NOON, 1);

  @Test
  void whereNoneIsStoredAFirstOneIsMade() {
    assertEquals(
        new Added(new Score(ID, ANN, LOOPS, true, NOON, NOON, 1)),
        UpsertRule.whenNoneIsStored(ID, ANN, SOLVED, NOON));
  }

  @Test
  void whereOneIsStoredItIsRewritten() {
    assertEquals(
        new Updated(new Score(ID, ANN, LOOPS, true, NOON, LATER, 2)),
        UpsertRule.whenOneIsStored(UNSOLVED, SOLVED, LATER));
  }

  @Test
  void theOneThatIsNamedIsRewritten() {
    assertEquals(
        new Updated(new Score(ID, ANN, LOOPS, true, NOON, LATER, 2)),
        UpsertRule.whenOneIsStored(UNSOLVED, new ScoreId(7), SOLVED, LATER));
  }

  @Test
  void whereAnotherIsNamedThereIsNoSuchScore() {
    assertEquals(
        new NoSuchScore(), UpsertRule.whenOneIsStored(UNSOLVED, new ScoreId(8), SOLVED, LATER));
  }

  @Test
  void theOneThatIsNamedIsRewrittenWhereItIsOfAnExpectedVersion() {
    assertEquals(
        new Updated(new Score(ID, ANN, LOOPS, true, NOON, LATER, 2)),
        UpsertRule.whenOneIsStored(UNSOLVED, ID, SOLVED, oneOf(1, 5), LATER));
    assertEquals(
        new VersionMismatch(), UpsertRule.whenOneIsStored(UNSOLVED, ID, SOLVED, oneOf(2), LATER));
  }

  @Test
  void whereAnotherIsNamedNoVersionIsJudged() {
    assertEquals(
        new NoSuchScore(),
        UpsertRule.whenOneIsStored(UNSOLVED, new ScoreId(8), SOLVED, oneOf(2), LATER));
  }

  private static ExpectedVersion oneOf(Integer... versions) {
    return new ExpectedVersion.OneOf(Set.of(versions));
  }
}
