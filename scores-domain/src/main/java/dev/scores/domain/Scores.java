package dev.scores.domain;

import dev.scores.domain.Outcome.AddOutcome;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.NamedUpsertOutcome;
import dev.scores.domain.Outcome.RemoveOutcome;
import dev.scores.domain.Outcome.StoreConditionalOutcome;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.UpsertOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The port of storage. A store holds at most one score for each user and exercise.
 *
 * <p>Every operation is linearizable: it takes effect at one moment between call and return,
 * however many threads call at once. {@link Write#decide} and {@link Removal#decide} define the
 * outcome of each write. The contract tests check both; every implementation extends them.
 *
 * <p>A store applies one {@link ScorePolicy} to every write. {@code at} is the time of the write,
 * by the clock of the caller; it may step back.
 *
 * <p>Every operation throws {@link ScoresUnavailable} if the storage cannot be reached; a write may
 * then have happened or not.
 *
 * <pre>{@code
 * Scores scores = new InMemoryScores();
 * String text =
 *     switch (scores.upsert(user, new ScoreDraft(exercise, true), clock.instant())) {
 *       case Added added -> "added " + added.score();
 *       case Updated updated -> "updated to version " + updated.score().version();
 *     };
 * }</pre>
 */
public interface Scores {

  /** Adds the user's score for the draft's exercise, unless there is one. */
  AddOutcome add(UserId user, ScoreDraft draft, Instant at);

  /** Updates the score with this id if it is the user's score for the draft's exercise. */
  UpdateOutcome update(UserId user, ScoreId id, ScoreDraft draft, Instant at);

  /** Updates the user's score for the draft's exercise, or adds it if it does not exist. */
  UpsertOutcome upsert(UserId user, ScoreDraft draft, Instant at);

  /** Like {@link #upsert(UserId, ScoreDraft, Instant)}, by a writer whom the log names. */
  UpsertOutcome upsert(UserId user, ScoreDraft draft, Writer writer, Instant at);

  /**
   * Updates the user's score for the draft's exercise if it has this id, or adds it under a new id
   * if the user has no score for the exercise.
   */
  NamedUpsertOutcome upsert(UserId user, ScoreId id, ScoreDraft draft, Instant at);

  /**
   * Updates or adds the score for each user and exercise of the batch, once each. All writes take
   * effect at one moment or, if the operation throws, none does. Overlapping batches do not
   * deadlock.
   *
   * @param writer named by the log for all of them
   * @return the outcome of each entry, in the order of the entries ({@link Batch#outcomes});
   *     unmodifiable
   */
  List<BatchItemOutcome> upsert(Batch batch, Writer writer, Instant at);

  /** Like {@link #upsert(Batch, Writer, Instant)}, by the owner of the scores. */
  default List<BatchItemOutcome> upsert(Batch batch, Instant at) {
    return upsert(batch, new Writer.Owner(), at);
  }

  /**
   * Updates the score with this id if it is the user's score for the draft's exercise and has an
   * expected version at the moment of the write: of several writes that expect the same version, at
   * most one succeeds.
   */
  StoreConditionalOutcome update(
      UserId user, ScoreId id, ScoreDraft draft, ExpectedVersion expected, Instant at);

  /**
   * Removes the score with this id if it is the user's and has an expected version at the moment of
   * the removal. Its id is never assigned again.
   */
  RemoveOutcome remove(UserId user, ScoreId id, ExpectedVersion expected, Instant at);

  /** The score with this id, of any user. */
  Optional<Score> find(ScoreId id);

  /** The score with this id if it is the user's. */
  Optional<Score> find(UserId user, ScoreId id);

  /** The user's score for the exercise. */
  Optional<Score> find(UserId user, ExerciseId exercise);

  /**
   * The first {@code limit} of the selected scores after the cursor, in the {@link Selection#order
   * order} of the selection. The list is unmodifiable.
   *
   * <p>Pages are not one snapshot. A score that is added during a walk may be missing. In a list by
   * time, a score that is updated during the walk appears again at its new place.
   *
   * @param limit at least 1
   * @throws IllegalArgumentException if the limit is less than 1, or the list is by time and the
   *     cursor has an id but no time
   */
  List<Score> page(Selection selection, Cursor cursor, int limit);

  /**
   * Checks the limit of {@link #page}, for implementations.
   *
   * @throws IllegalArgumentException if the limit is less than 1
   */
  static void checkLimit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, not " + limit);
    }
  }
}
