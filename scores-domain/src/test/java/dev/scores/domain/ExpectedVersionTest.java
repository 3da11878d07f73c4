package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpectedVersionTest {

  private static final Instant NOW = Instant.EPOCH;
  private static final Score THIRD =
      Score.first(new ScoreId(7), new UserId(1), new ScoreDraft(new ExerciseId(2), true), NOW)
          .updated(true, ScorePolicy.LATEST, NOW)
          .updated(true, ScorePolicy.LATEST, NOW);

  @Test
  void anyAllowsEveryVersion() {
    assertTrue(new ExpectedVersion.Any().allows(THIRD));
  }

  @Test
  void oneOfAllowsEachOfItsVersions() {
    assertTrue(new ExpectedVersion.OneOf(Set.of(3)).allows(THIRD));
    assertTrue(new ExpectedVersion.OneOf(Set.of(2, 3, 4)).allows(THIRD));
    assertFalse(new ExpectedVersion.OneOf(Set.of(2, 4)).allows(THIRD));
  }

  @Test
  void emptySetAllowsNoVersion() {
    assertFalse(new ExpectedVersion.OneOf(Set.of()).allows(THIRD));
  }

  @Test
  void versionsAreCopied() {
    Set<Integer> versions = new HashSet<>(Set.of(3));
    ExpectedVersion.OneOf expected = new ExpectedVersion.OneOf(versions);
    versions.clear();
    assertEquals(Set.of(3), expected.versions());
  }
}
