package dev.scores.domain;

import static java.util.Comparator.comparingInt;

import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.Superseded;
import dev.scores.domain.Outcome.UpsertOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Drafts that are written together. If several are for the same exercise, the last one is written
 * and the earlier ones are superseded.
 *
 * @param drafts from 1 to {@value #MAX_SIZE}, unmodifiable
 */
public record Batch(List<ScoreDraft> drafts) {

  /** The maximum number of drafts in a batch. */
  public static final int MAX_SIZE = 1000;

  /**
   * @throws IllegalArgumentException if there is no draft, or more than {@value #MAX_SIZE}
   */
  public Batch {
    drafts = List.copyOf(drafts);
    if (drafts.isEmpty() || drafts.size() > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a batch has 1 to " + MAX_SIZE + " drafts, not " + drafts.size());
    }
  }

  /**
   * The drafts to write, one for each exercise, by ascending exercise id: stores that lock rows in
   * this order do not deadlock.
   */
  public List<ScoreDraft> effectiveDrafts() {
    Map<ExerciseId, ScoreDraft> last = new HashMap<>();
    drafts.forEach(draft -> last.put(draft.exercise(), draft));
    return last.values().stream().sorted(comparingInt(draft -> draft.exercise().value())).toList();
  }

  /**
   * The outcome of each draft, in the order of the drafts. A superseded draft's outcome has the
   * score that its exercise has after the batch.
   *
   * @param written the outcomes of the {@link #effectiveDrafts}, in any order
   * @throws IllegalArgumentException if the outcome of an effective draft is missing
   */
  public List<BatchItemOutcome> outcomes(Collection<? extends UpsertOutcome> written) {
    Map<ExerciseId, BatchItemOutcome> byExercise = new HashMap<>();
    written.forEach(outcome -> byExercise.put(outcome.score().exercise(), outcome));
    List<BatchItemOutcome> lastFirst = new ArrayList<>();
    for (ScoreDraft draft : drafts.reversed()) {
      BatchItemOutcome outcome = byExercise.get(draft.exercise());
      if (outcome == null) {
        throw new IllegalArgumentException("there is no outcome for " + draft.exercise());
      }
      lastFirst.add(outcome);
      byExercise.put(draft.exercise(), new Superseded(outcome.score()));
    }
    return List.copyOf(lastFirst.reversed());
  }
}
