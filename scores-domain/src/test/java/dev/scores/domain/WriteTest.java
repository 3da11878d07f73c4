package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.NoScoreForExercise;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.Superseded;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.VersionMismatch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WriteTest {

  private static final ScoreId ID = new ScoreId(7);
  private static final ScoreId OTHER_ID = new ScoreId(8);
  private static final ScoreId NEW_ID = new ScoreId(9);
  private static final UserId ANN = new UserId(1);
  private static final ExerciseId LOOPS = new ExerciseId(2);
  private static final ScoreDraft SOLVED = new ScoreDraft(LOOPS, true);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(1);

  private static final Optional<Score> NONE = Optional.empty();
  private static final Optional<Score> UNSOLVED =
      Optional.of(Score.first(ID, ANN, new ScoreDraft(LOOPS, false), NOON));
  private static final Added ADDED = new Added(Score.first(NEW_ID, ANN, SOLVED, LATER));
  private static final Updated UPDATED =
      new Updated(UNSOLVED.get().updated(true, ScorePolicy.LATEST, LATER));

  @Test
  void addAddsUnlessThereIsAScore() {
    assertEquals(ADDED, decide(NONE, new Write.Add(ANN, SOLVED)));
    assertEquals(new AlreadyExists(), decide(UNSOLVED, new Write.Add(ANN, SOLVED)));
  }

  @Test
  void updateUpdatesTheScoreWithItsId() {
    assertEquals(UPDATED, decide(UNSOLVED, new Write.Update(ANN, ID, SOLVED)));
    assertEquals(new NoSuchScore(), decide(UNSOLVED, new Write.Update(ANN, OTHER_ID, SOLVED)));
    assertEquals(new NoSuchScore(), decide(NONE, new Write.Update(ANN, ID, SOLVED)));
  }

  @Test
  void upsertUpdatesOrAdds() {
    assertEquals(UPDATED, decide(UNSOLVED, new Write.Upsert(ANN, SOLVED)));
    assertEquals(ADDED, decide(NONE, new Write.Upsert(ANN, SOLVED)));
  }

  @Test
  void namedUpsertUpdatesTheScoreWithItsIdOrAdds() {
    assertEquals(UPDATED, decide(UNSOLVED, new Write.NamedUpsert(ANN, ID, SOLVED)));
    assertEquals(new NoSuchScore(), decide(UNSOLVED, new Write.NamedUpsert(ANN, OTHER_ID, SOLVED)));
    assertEquals(ADDED, decide(NONE, new Write.NamedUpsert(ANN, ID, SOLVED)));
  }

  @Test
  void conditionalUpdateUpdatesAnExpectedVersion() {
    assertEquals(UPDATED, decide(UNSOLVED, conditional(ID, 1, 5)));
    assertEquals(new VersionMismatch(), decide(UNSOLVED, conditional(ID, 2)));
  }

  @Test
  void conditionalUpdateChecksTheIdBeforeTheVersion() {
    assertEquals(new NoSuchScore(), decide(UNSOLVED, conditional(OTHER_ID, 1)));
    assertEquals(new NoSuchScore(), decide(UNSOLVED, conditional(OTHER_ID, 2)));
  }

  @Test
  void conditionalUpdateNeverAdds() {
    assertEquals(new NoScoreForExercise(), decide(NONE, conditional(ID, 1)));
  }

  @Test
  void everyUpdateFollowsThePolicy() {
    Optional<Score> solved = Optional.of(UPDATED.score());
    ScoreDraft failed = new ScoreDraft(LOOPS, false);
    ExpectedVersion any = new ExpectedVersion.Any();
    for (ScorePolicy policy : ScorePolicy.values()) {
      Updated expected = new Updated(UPDATED.score().updated(false, policy, LATER));
      assertEquals(policy == ScorePolicy.STICKY, expected.score().correct());
      for (Write<?> write :
          List.of(
              new Write.Update(ANN, ID, failed),
              new Write.Upsert(ANN, failed),
              new Write.NamedUpsert(ANN, ID, failed),
              new Write.ConditionalUpdate(ANN, ID, failed, any))) {
        assertEquals(expected, write.decide(solved, policy, NEW_ID, LATER));
      }
    }
  }

  @Test
  void onlyAddedAndUpdatedScoresAreWritten() {
    assertEquals(Optional.of(ADDED.score()), ADDED.written());
    assertEquals(Optional.of(UPDATED.score()), UPDATED.written());
    assertEquals(NONE, new AlreadyExists().written());
    assertEquals(NONE, new Superseded(ADDED.score()).written());
  }

  private static <O extends Outcome> O decide(Optional<Score> current, Write<O> write) {
    return write.decide(current, ScorePolicy.LATEST, NEW_ID, LATER);
  }

  private static Write.ConditionalUpdate conditional(ScoreId id, Integer... versions) {
    return new Write.ConditionalUpdate(
        ANN, id, SOLVED, new ExpectedVersion.OneOf(Set.of(versions)));
  }
}
