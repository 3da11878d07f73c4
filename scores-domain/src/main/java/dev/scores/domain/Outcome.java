package dev.scores.domain;

import java.util.Objects;

/**
 * What a write came to. Each kind of write has a sealed interface of its own, so that a {@code
 * switch} without {@code default} answers exactly what can happen.
 */
public sealed interface Outcome {

  /** Of adding: made, or nothing changed. */
  sealed interface AddOutcome extends Outcome permits Added, AlreadyExists {}

  /** Of updating: written, or nothing changed. */
  sealed interface UpdateOutcome extends UpsertOutcome permits Updated, NoSuchScore {}

  /** Of an upsert: made, written, or nothing changed. */
  sealed interface UpsertOutcome extends Outcome permits Added, UpdateOutcome {}

  /** Of a draft in a batch: made, written, or left out. */
  sealed interface BatchItemOutcome extends Outcome permits Added, Updated, Superseded {

    /** The score for the draft's exercise, as the whole batch has left it. */
    Score score();
  }

  /** Of a write that expects a version: written, or nothing changed. */
  sealed interface ConditionalOutcome extends StoredConditionalOutcome
      permits Updated, NoSuchScore, VersionMismatch {}

  /** The same as a store tells it, which keeps it apart where the user has none at all. */
  sealed interface StoredConditionalOutcome extends Outcome
      permits ConditionalOutcome, NoScoreForExercise {}

  /** The score is new. */
  record Added(Score score) implements AddOutcome, UpsertOutcome, BatchItemOutcome {
    public Added {
      Objects.requireNonNull(score, "score");
    }
  }

  /** The score was there and is as it was asked to be now. */
  record Updated(Score score) implements UpdateOutcome, BatchItemOutcome, ConditionalOutcome {
    public Updated {
      Objects.requireNonNull(score, "score");
    }
  }

  /** The user has a score for the exercise already; it is as it was. */
  record AlreadyExists() implements AddOutcome {}

  /** The user has no score of that id for that exercise; nothing changed. */
  record NoSuchScore() implements UpdateOutcome, ConditionalOutcome {}

  /** The score is another version than is expected; it is as it was. */
  record VersionMismatch() implements ConditionalOutcome {}

  /** The user has no score for that exercise, of whatever id; nothing changed. */
  record NoScoreForExercise() implements StoredConditionalOutcome {}

  /** A later draft of the batch is for the same exercise, and counts instead. */
  record Superseded(Score score) implements BatchItemOutcome {
    public Superseded {
      Objects.requireNonNull(score, "score");
    }
  }
}
