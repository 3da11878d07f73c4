package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.Superseded;
import dev.scores.domain.Outcome.Updated;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {

  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final ScoreDraft LOOPS_FAILED = new ScoreDraft(new ExerciseId(2), false);
  private static final ScoreDraft LOOPS_SOLVED = new ScoreDraft(new ExerciseId(2), true);
  private static final ScoreDraft MAPS_SOLVED = new ScoreDraft(new ExerciseId(1), true);
  private static final Score LOOPS = score(7, LOOPS_SOLVED);
  private static final Score MAPS = score(8, MAPS_SOLVED);

  @ParameterizedTest
  @ValueSource(ints = {0, 1001, 5000})
  void batchSizeOutOfRangeIsRejected(int size) {
    String why =
        assertThrows(
                IllegalArgumentException.class,
                () -> Batch.of(ANN, Collections.nCopies(size, LOOPS_SOLVED)))
            .getMessage();
    assertEquals("a batch has 1 to 1000 entries, not " + size, why);
    assertEquals(1000, Batch.of(ANN, Collections.nCopies(1000, LOOPS_SOLVED)).entries().size());
  }

  @Test
  void batchIsImmutable() {
    List<ScoreDraft> drafts = new ArrayList<>(List.of(LOOPS_SOLVED));
    Batch batch = Batch.of(ANN, drafts);
    drafts.add(MAPS_SOLVED);
    assertEquals(List.of(entry(ANN, LOOPS_SOLVED)), batch.entries());
    assertThrows(
        UnsupportedOperationException.class, () -> batch.entries().add(entry(ANN, MAPS_SOLVED)));
  }

  @Test
  void lastDraftForAnExerciseIsEffective() {
    assertEquals(
        List.of(entry(ANN, LOOPS_SOLVED)),
        Batch.of(ANN, List.of(LOOPS_SOLVED, LOOPS_FAILED, LOOPS_SOLVED)).effectiveEntries());
    assertEquals(
        List.of(entry(ANN, LOOPS_FAILED)),
        Batch.of(ANN, List.of(LOOPS_SOLVED, LOOPS_SOLVED, LOOPS_FAILED)).effectiveEntries());
  }

  @Test
  void effectiveDraftsAreOrderedByExercise() {
    ScoreDraft first = new ScoreDraft(new ExerciseId(1), true);
    ScoreDraft second = new ScoreDraft(new ExerciseId(20), false);
    ScoreDraft third = new ScoreDraft(new ExerciseId(Integer.MAX_VALUE), true);
    assertEquals(
        List.of(entry(ANN, first), entry(ANN, second), entry(ANN, third)),
        Batch.of(ANN, List.of(second, third, first)).effectiveEntries());
  }

  @Test
  void effectiveEntriesAreOrderedByUserFirst() {
    Batch.Entry anns = entry(ANN, LOOPS_SOLVED);
    Batch.Entry bobs = entry(BOB, MAPS_SOLVED);
    assertEquals(List.of(anns, bobs), new Batch(List.of(bobs, anns)).effectiveEntries());
  }

  @Test
  void entriesOfSeveralUsersDoNotSupersedeEachOther() {
    Batch.Entry anns = entry(ANN, LOOPS_SOLVED);
    Batch.Entry bobs = entry(BOB, LOOPS_FAILED);
    Score score = Score.first(new ScoreId(9), BOB, LOOPS_FAILED, Instant.EPOCH);
    Batch batch = new Batch(List.of(bobs, anns));
    assertEquals(List.of(anns, bobs), batch.effectiveEntries());
    assertEquals(
        List.of(new Added(score), new Updated(LOOPS)),
        batch.outcomes(List.of(new Updated(LOOPS), new Added(score))));
  }

  @Test
  void outcomesAreInTheOrderOfTheDrafts() {
    assertEquals(
        List.of(new Updated(LOOPS), new Added(MAPS)),
        Batch.of(ANN, List.of(LOOPS_SOLVED, MAPS_SOLVED))
            .outcomes(List.of(new Added(MAPS), new Updated(LOOPS))));
  }

  @Test
  void earlierDraftsForAnExerciseAreSuperseded() {
    assertEquals(
        List.of(new Superseded(LOOPS), new Superseded(LOOPS), new Added(MAPS), new Updated(LOOPS)),
        Batch.of(ANN, List.of(LOOPS_FAILED, LOOPS_FAILED, MAPS_SOLVED, LOOPS_SOLVED))
            .outcomes(List.of(new Added(MAPS), new Updated(LOOPS))));
  }

  @Test
  void missingOutcomeIsRejected() {
    String why =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Batch.of(ANN, List.of(LOOPS_SOLVED, MAPS_SOLVED))
                        .outcomes(List.of(new Added(MAPS))))
            .getMessage();
    assertEquals("there is no outcome for user 1, exercise 2", why);
  }

  private static Batch.Entry entry(UserId user, ScoreDraft draft) {
    return new Batch.Entry(user, draft);
  }

  private static Score score(long id, ScoreDraft draft) {
    return Score.first(new ScoreId(id), new UserId(1), draft, Instant.EPOCH);
  }
}
