package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.Batch;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.Superseded;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of batches. */
abstract class BatchContract extends ListContract {

  @Test
  void batchAddsAndUpdates() {
    Score loops = stored(ANN, failed(LOOPS));
    List<BatchItemOutcome> outcomes =
        store.upsert(Batch.of(ANN, List.of(solved(MAPS), solved(LOOPS))), LATER);
    Score maps = added(outcomes.get(0));
    Score now = next(loops, true, LATER);
    assertEquals(Score.first(maps.id(), ANN, solved(MAPS), LATER), maps);
    assertEquals(List.of(new Added(maps), new Updated(now)), outcomes);
    assertEquals(Set.of(maps, now), Set.copyOf(everything()), "the scores in the store");
  }

  @Test
  void batchOfOneIsAnUpsert() {
    Score loops = added(store.upsert(Batch.of(ANN, List.of(solved(LOOPS))), NOON).get(0));
    assertEquals(Score.first(loops.id(), ANN, solved(LOOPS), NOON), loops);
    Score now = updated(store.upsert(Batch.of(ANN, List.of(failed(LOOPS))), LATER).get(0));
    assertEquals(next(loops, false, LATER), now);
    assertStored(List.of(now));
  }

  @Test
  void lastDraftForAnExerciseIsTheOnlyWrite() {
    List<BatchItemOutcome> first =
        store.upsert(Batch.of(ANN, List.of(failed(LOOPS), failed(LOOPS), solved(LOOPS))), NOON);
    Score added = added(first.get(2));
    assertEquals(Score.first(added.id(), ANN, solved(LOOPS), NOON), added);
    assertEquals(List.of(new Superseded(added), new Superseded(added), new Added(added)), first);

    List<BatchItemOutcome> second =
        store.upsert(Batch.of(ANN, List.of(solved(LOOPS), solved(MAPS), failed(LOOPS))), LATER);
    Score now = next(added, false, LATER);
    Score maps = added(second.get(1));
    assertEquals(List.of(new Superseded(now), new Added(maps), new Updated(now)), second);
    assertEquals(Set.of(now, maps), Set.copyOf(everything()), "the scores in the store");
  }

  @Test
  void batchLeavesOtherScoresUnchanged() {
    List<Score> others = List.of(stored(BOB, failed(LOOPS)), stored(ANN, failed(MAPS)));
    store.upsert(Batch.of(ANN, List.of(solved(LOOPS), solved(new ExerciseId(1)))), LATER);
    assertUnchanged(others);
    assertSize(4);
  }

  @Test
  void batchWithAnEarlierTimeKeepsUpdatedAt() {
    Score loops = stored(ANN, solved(LOOPS));
    List<BatchItemOutcome> outcomes =
        store.upsert(Batch.of(ANN, List.of(failed(LOOPS), failed(MAPS))), EARLIER);
    assertEquals(next(loops, false, EARLIER), updated(outcomes.get(0)));
    assertEquals(EARLIER, added(outcomes.get(1)).updatedAt());
  }

  @Test
  void timesOfABatchAreTruncatedToMicroseconds() {
    Score loops =
        added(store.upsert(Batch.of(ANN, List.of(solved(LOOPS))), NOON.plusNanos(999)).get(0));
    assertEquals(NOON, loops.createdAt());
    assertStored(List.of(loops));
  }

  @Test
  void largestBatchIsWritten() {
    List<ScoreDraft> drafts =
        IntStream.range(0, Batch.MAX_SIZE)
            .mapToObj(n -> new ScoreDraft(new ExerciseId(Integer.MAX_VALUE - n), n % 3 == 0))
            .toList();
    List<BatchItemOutcome> outcomes = store.upsert(Batch.of(ANN, drafts), NOON);
    assertEquals(drafts, outcomes.stream().map(outcome -> draftOf(added(outcome))).toList());
    assertEquals(
        outcomes.stream().map(BatchItemOutcome::score).collect(Collectors.toSet()),
        Set.copyOf(everything()),
        "the scores in the store");
    assertSize(Batch.MAX_SIZE);
  }

  @Test
  void batchOutcomesAreUnmodifiable() {
    List<BatchItemOutcome> outcomes = store.upsert(Batch.of(ANN, List.of(solved(LOOPS))), NOON);
    assertThrows(UnsupportedOperationException.class, () -> outcomes.remove(0));
  }

  private static ScoreDraft draftOf(Score score) {
    return new ScoreDraft(score.exercise(), score.correct());
  }
}
