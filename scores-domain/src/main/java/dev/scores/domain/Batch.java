package dev.scores.domain;

import static java.util.Comparator.comparingInt;

import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.Superseded;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a caller says of some exercises at once. Where an exercise is named more than once the last
 * draft counts, and the earlier ones are superseded.
 *
 * @param drafts 1 … {@value #MAX_SIZE}, unmodifiable
 */
public record Batch(List<ScoreDraft> drafts) {

  /** The most drafts that one batch holds. */
  public static final int MAX_SIZE = 1000;

  /**
   * @throws IllegalArgumentException where there is no draft, or there are too many
   */
  public Batch {
    drafts = List.copyOf(drafts);
    if (drafts.isEmpty() || drafts.size() > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a batch is 1 to " + MAX_SIZE + " drafts, not " + drafts.size());
    }
  }

  /**
   * The drafts that count, one for each exercise, by ascending exercise id: stores that lock one
   * score after the other in that order never lock each other out.
   */
  public List<ScoreDraft> counting() {
    Map<ExerciseId, ScoreDraft> last = new HashMap<>();
    drafts.forEach(draft -> last.put(draft.exercise(), draft));
    return last.values().stream().sorted(comparingInt(draft -> draft.exercise().value())).toList();
  }

  /**
   * What became of each draft, in their order. A superseded one is told the score that the one that
   * counts has left.
   *
   * @param written what became of the {@link #counting} drafts, in any order
   * @throws IllegalArgumentException where a draft that counts is missing there
   */
  public List<BatchItemOutcome> outcomes(Collection<? extends BatchItemOutcome> written) {
    Map<ExerciseId, BatchItemOutcome> told = new HashMap<>();
    written.forEach(outcome -> told.put(outcome.score().exercise(), outcome));
    List<BatchItemOutcome> lastFirst = new ArrayList<>();
    for (ScoreDraft draft : drafts.reversed()) {
      BatchItemOutcome outcome = told.get(draft.exercise());
      if (outcome == null) {
        throw new IllegalArgumentException("nothing is said of " + draft.exercise());
      }
      lastFirst.add(outcome);
      told.put(draft.exercise(), new Superseded(outcome.score()));
    }
    return List.copyOf(lastFirst.reversed());
  }
}
