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
                () -> new Batch(Collections.nCopies(size, LOOPS_SOLVED)))
            .getMessage();
    assertEquals("a batch has 1 to 1000 drafts, not " + size, why);
    assertEquals(1000, new Batch(Collections.nCopies(1000, LOOPS_SOLVED)).drafts().size());
  }

  @Test
  void batchIsImmutable() {
    List<ScoreDraft> drafts = new ArrayList<>(List.of(LOOPS_SOLVED));
    Batch batch = new Batch(drafts);
    drafts.add(MAPS_SOLVED);
    assertEquals(List.of(LOOPS_SOLVED), batch.drafts());
    assertThrows(UnsupportedOperationException.class, () -> batch.drafts().add(MAPS_SOLVED));
  }

  @Test
  void lastDraftForAnExerciseIsEffective() {
    assertEquals(
        List.of(LOOPS_SOLVED),
        new Batch(List.of(LOOPS_SOLVED, LOOPS_FAILED, LOOPS_SOLVED)).effectiveDrafts());
    assertEquals(
        List.of(LOOPS_FAILED),
        new Batch(List.of(LOOPS_SOLVED, LOOPS_SOLVED, LOOPS_FAILED)).effectiveDrafts());
  }

  @Test
  void effectiveDraftsAreOrderedByExercise() {
    ScoreDraft first = new ScoreDraft(new ExerciseId(1), true);
    ScoreDraft second = new ScoreDraft(new ExerciseId(20), false);
    ScoreDraft third = new ScoreDraft(new ExerciseId(Integer.MAX_VALUE), true);
    assertEquals(
        List.of(first, second, third), new Batch(List.of(second, third, first)).effectiveDrafts());
  }

  @Test
  void outcomesAreInTheOrderOfTheDrafts() {
    assertEquals(
        List.of(new Updated(LOOPS), new Added(MAPS)),
        new Batch(List.of(LOOPS_SOLVED, MAPS_SOLVED))
            .outcomes(List.of(new Added(MAPS), new Updated(LOOPS))));
  }

  @Test
  void earlierDraftsForAnExerciseAreSuperseded() {
    assertEquals(
        List.of(new Superseded(LOOPS), new Superseded(LOOPS), new Added(MAPS), new Updated(LOOPS)),
        new Batch(List.of(LOOPS_FAILED, LOOPS_FAILED, MAPS_SOLVED, LOOPS_SOLVED))
            .outcomes(List.of(new Added(MAPS), new Updated(LOOPS))));
  }

  @Test
  void missingOutcomeIsRejected() {
    String why =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Batch(List.of(LOOPS_SOLVED, MAPS_SOLVED))
                        .outcomes(List.of(new Added(MAPS))))
            .getMessage();
    assertEquals("there is no outcome for ExerciseId[value=2]", why);
  }

  private static Score score(long id, ScoreDraft draft) {
    return Score.first(new ScoreId(id), new UserId(1), draft, Instant.EPOCH);
  }
}
