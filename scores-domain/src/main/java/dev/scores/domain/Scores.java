package dev.scores.domain;

import dev.scores.domain.Outcome.AddOutcome;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.StoredConditionalOutcome;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.UpsertOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The port of storage: where scores are kept.
 *
 * <p>Every operation is atomic and takes effect at one moment between call and return, also with
 * any number of callers at once; a store never holds two scores of one user for one exercise. What
 * the outcomes mean is fixed by {@link UpsertRule} and {@link Score#rewritten}, and proven by the
 * contract kit, which every implementation extends.
 *
 * <p>Every operation throws {@link ScoresUnavailable} when the storage is away; a write may then
 * have happened or not.
 */
public interface Scores {

  /** Makes the user's score for the draft's exercise unless there is one. */
  AddOutcome add(UserId user, ScoreDraft draft, Instant at);

  /** Rewrites the score of that id if it is the user's and for the draft's exercise. */
  UpdateOutcome update(UserId user, ScoreId id, ScoreDraft draft, Instant at);

  /** Makes or rewrites the user's score for the draft's exercise. */
  UpsertOutcome upsert(UserId user, ScoreDraft draft, Instant at);

  /**
   * Makes the user's score for the draft's exercise, under a new id; where there is one, rewrites
   * it if it has the id that is named.
   */
  UpsertOutcome upsert(UserId user, ScoreId named, ScoreDraft draft, Instant at);

  /**
   * Makes or rewrites the user's score for each exercise of the batch, once for each: all of them
   * or, where it throws, none. Nobody sees the one without the other, and batches that overlap
   * never lock each other out.
   *
   * @return what became of each draft, in their order, as {@link Batch#outcomes} has it;
   *     unmodifiable
   */
  List<BatchItemOutcome> upsert(UserId user, Batch batch, Instant at);

  /**
   * Rewrites the score of that id if it is the user's, for the draft's exercise, and of an expected
   * version at the very moment of the write: of two who expect the same version one at most writes.
   */
  StoredConditionalOutcome update(
      UserId user, ScoreId id, ScoreDraft draft, ExpectedVersion expected, Instant at);

  /** The score of that id, whoever's it is. */
  Optional<Score> find(ScoreId id);

  /** The score of that id if it is the user's. */
  Optional<Score> find(UserId user, ScoreId id);

  /** The user's score for the exercise. */
  Optional<Score> find(UserId user, ExerciseId exercise);

  /**
   * The selected scores behind the cursor, at most {@code limit} of them, in the selection's {@link
   * Selection#order order}: by ascending id or, where {@code updatedSince} narrows the selection,
   * by ascending {@code updatedAt}, then id. The list is unmodifiable.
   *
   * <p>Pages are not one snapshot. A score that is added behind the cursor during a walk is shown
   * or not. In a list by time, a score that is updated during the walk is shown at its new place,
   * so one that was shown before is shown again.
   *
   * @param limit at least 1
   * @throws IllegalArgumentException where the list is by time and the cursor names a score without
   *     its time
   */
  List<Score> page(Selection selection, Cursor cursor, int limit);
}
