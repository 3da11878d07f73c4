package dev.scores.domain;

import java.util.Objects;

/**
 * What a write came to. Each kind of write has a sealed interface of its own, so that a {@code
 * switch} without {@code default} answers exactly what can happen.
 */
public sealed interface Outcome {

  /** Of adding: made, or nothing changed. */
  sealed interface OfAdd extends Outcome permits Added, AlreadyExists {}

  /** Of updating: written, or nothing changed. */
  sealed interface OfUpdate extends OfUpsert permits Updated, NoSuchScore {}

  /** Of an upsert: made, written, or nothing changed. */
  sealed interface OfUpsert extends Outcome permits Added, OfUpdate {}

  /** The score is new. */
  record Added(Score score) implements OfAdd, OfUpsert {
    public Added {
      Objects.requireNonNull(score, "score");
    }
  }

  /** The score was there and is as it was asked to be now. */
  record Updated(Score score) implements OfUpdate {
    public Updated {
      Objects.requireNonNull(score, "score");
    }
  }

  /** The user has a score for the exercise already; it is as it was. */
  record AlreadyExists() implements OfAdd {}

  /** The user has no score of that id for that exercise; nothing changed. */
  record NoSuchScore() implements OfUpdate {}
}
