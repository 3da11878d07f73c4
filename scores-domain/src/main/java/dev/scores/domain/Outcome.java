package dev.scores.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * The outcome of a write. Each kind of write has a sealed interface that permits exactly the
 * outcomes it can have, so a {@code switch} over it needs no {@code default}.
 */
public sealed interface Outcome {

  /** The score that the write stores; empty if it changes nothing. */
  default Optional<Score> written() {
    return Optional.empty();
  }

  /** Of an add: added, or rejected because there is a score. */
  sealed interface AddOutcome extends Outcome permits Added, AlreadyExists {}

  /** Of an upsert: added or updated. */
  sealed interface UpsertOutcome extends NamedUpsertOutcome, BatchItemOutcome
      permits Added, Updated {}

  /** Of an update: updated, or rejected because the id is not that of the score. */
  sealed interface UpdateOutcome extends NamedUpsertOutcome, ConditionalOutcome
      permits Updated, NoSuchScore {}

  /** Of an upsert that names an id: that of an upsert or of an update. */
  sealed interface NamedUpsertOutcome extends Outcome permits UpsertOutcome, UpdateOutcome {}

  /** Of a write that expects a version: that of an update, or rejected because of the version. */
  sealed interface ConditionalOutcome extends StoreConditionalOutcome
      permits UpdateOutcome, VersionMismatch {}

  /**
   * Of a write that expects a version, as returned by a store, which distinguishes the case in
   * which the user has no score for the exercise.
   */
  sealed interface StoreConditionalOutcome extends Outcome
      permits ConditionalOutcome, NoScoreForExercise {}

  /** Of a draft in a batch: that of an upsert, or superseded. */
  sealed interface BatchItemOutcome extends Outcome permits UpsertOutcome, Superseded {

    /** The score for the draft's exercise, as the whole batch leaves it. */
    Score score();
  }

  /** Of a removal: removed, or rejected because of the id or the version. */
  sealed interface RemoveOutcome extends Outcome permits Removed, NoSuchScore, VersionMismatch {}

  /** The score is new. */
  record Added(Score score) implements AddOutcome, UpsertOutcome {
    public Added {
      Objects.requireNonNull(score, "score");
    }

    @Override
    public Optional<Score> written() {
      return Optional.of(score);
    }
  }

  /** The score existed and has been updated. */
  record Updated(Score score) implements UpsertOutcome, UpdateOutcome {
    public Updated {
      Objects.requireNonNull(score, "score");
    }

    @Override
    public Optional<Score> written() {
      return Optional.of(score);
    }
  }

  /** The user already has a score for the exercise; nothing changed. */
  record AlreadyExists() implements AddOutcome {}

  /** The user has no score with this id, or not for this exercise; nothing changed. */
  record NoSuchScore() implements UpdateOutcome, RemoveOutcome {}

  /** The score has another version than expected; nothing changed. */
  record VersionMismatch() implements ConditionalOutcome, RemoveOutcome {}

  /** The user has no score for this exercise, under any id; nothing changed. */
  record NoScoreForExercise() implements StoreConditionalOutcome {}

  /** The score existed, as returned here, and has been removed. */
  record Removed(Score score) implements RemoveOutcome {
    public Removed {
      Objects.requireNonNull(score, "score");
    }
  }

  /** A later draft of the batch is for the same exercise and was written instead. */
  record Superseded(Score score) implements BatchItemOutcome {
    public Superseded {
      Objects.requireNonNull(score, "score");
    }
  }
}
