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

  private static final Draft LOOPS_FAILED = new Draft(new ExerciseId(2), false);
  private static final Draft LOOPS_SOLVED = new Draft(new ExerciseId(2), true);
  private static final Draft MAPS_SOLVED = new Draft(new ExerciseId(1), true);
  private static final Score LOOPS = score(7, LOOPS_SOLVED);
  private static final Score MAPS = score(8, MAPS_SOLVED);

  @ParameterizedTest
  @ValueSource(ints = {0, 1001, 5000})
  void aBatchIsOneToAThousandDrafts(int size) {
    String why =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Batch(Collections.nCopies(size, LOOPS_SOLVED)))
            .getMessage();
    assertEquals("a batch is 1 to 1000 drafts, not " + size, why);
    assertEquals(1000, new Batch(Collections.nCopies(1000, LOOPS_SOLVED)).drafts().size());
  }

  @Test
  void aBatchStaysAsItWasMade() {
    List<Draft> drafts = new ArrayList<>(List.of(LOOPS_SOLVED));
    Batch batch = new Batch(drafts);
    drafts.add(MAPS_SOLVED);
    assertEquals(List.of(LOOPS_SOLVED), batch.drafts());
    assertThrows(UnsupportedOperationException.class, () -> batch.drafts().add(MAPS_SOLVED));
  }

  @Test
  void theLastDraftForAnExerciseCounts() {
    assertEquals(
        List.of(LOOPS_SOLVED),
        new Batch(List.of(LOOPS_SOLVED, LOOPS_FAILED, LOOPS_SOLVED)).counting());
    assertEquals(
        List.of(LOOPS_FAILED),
        new Batch(List.of(LOOPS_SOLVED, LOOPS_SOLVED, LOOPS_FAILED)).counting());
  }

  @Test
  void theDraftsThatCountAreOrderedByExercise() {
    Draft first = new Draft(new ExerciseId(1), true);
    Draft second = new Draft(new ExerciseId(20), false);
    Draft third = new Draft(new ExerciseId(Integer.MAX_VALUE), true);
    assertEquals(
        List.of(first, second, third), new Batch(List.of(second, third, first)).counting());
  }

  @Test
  void eachDraftIsToldWhatBecameOfItInItsPlace() {
    assertEquals(
        List.of(new Updated(LOOPS), new Added(MAPS)),
        new Batch(List.of(LOOPS_SOLVED, MAPS_SOLVED))
            .outcomes(List.of(new Added(MAPS), new Updated(LOOPS))));
  }

  @Test
  void everyEarlierDraftForAnExerciseIsSupersededByTheLast() {
    assertEquals(
        List.of(new Superseded(LOOPS), new Superseded(LOOPS), new Added(MAPS), new Updated(LOOPS)),
        new Batch(List.of(LOOPS_FAILED, LOOPS_FAILED, MAPS_SOLVED, LOOPS_SOLVED))
            .outcomes(List.of(new Added(MAPS), new Updated(LOOPS))));
  }

  @Test
  void aDraftThatNothingIsSaidOfIsAFaultOfTheStore() {
    String why =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Batch(List.of(LOOPS_SOLVED, MAPS_SOLVED))
                        .outcomes(List.of(new Added(MAPS))))
            .getMessage();
    assertEquals("nothing is said of ExerciseId[value=2]", why);
  }

  private static Score score(long id, Draft draft) {
    return Score.first(new ScoreId(id), new UserId(1), draft, Instant.EPOCH);
  }
}
