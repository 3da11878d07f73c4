package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.Removed;
import dev.scores.domain.Outcome.VersionMismatch;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemovalTest {

  private static final ScoreId ID = new ScoreId(7);
  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final ExpectedVersion ANY = new ExpectedVersion.Any();
  private static final Score SCORE =
      Score.first(ID, ANN, new ScoreDraft(new ExerciseId(3), true), Instant.EPOCH);

  @Test
  void ownScoreWithAnExpectedVersionIsRemoved() {
    assertEquals(new Removed(SCORE), decide(ANN, ANY));
    assertEquals(new Removed(SCORE), decide(ANN, oneOf(1, 5)));
  }

  @Test
  void otherVersionIsAMismatch() {
    assertEquals(new VersionMismatch(), decide(ANN, oneOf(2)));
    assertEquals(new VersionMismatch(), decide(ANN, oneOf()));
  }

  @Test
  void unknownScoreIsNoSuchScore() {
    assertEquals(new NoSuchScore(), new Removal(ANN, ID, ANY).decide(Optional.empty()));
  }

  @Test
  void userIsCheckedBeforeTheVersion() {
    assertEquals(new NoSuchScore(), decide(BOB, ANY));
    assertEquals(new NoSuchScore(), decide(BOB, oneOf(2)));
  }

  @Test
  void removalWritesNoScore() {
    assertEquals(Optional.empty(), new Removed(SCORE).written());
  }

  private static Outcome decide(UserId user, ExpectedVersion expected) {
    return new Removal(user, ID, expected).decide(Optional.of(SCORE));
  }

  private static ExpectedVersion oneOf(Integer... versions) {
    return new ExpectedVersion.OneOf(Set.of(versions));
  }
}
