package dev.scores.faults.linearizability;

import java.util.OptionalLong;

/** An operation on the score of a {@link ScoreKey}. */
public sealed interface Call {

  /** A call that may change the score. */
  sealed interface Write extends Call {
    boolean correct();
  }

  /** The score id in the path, if any. */
  default OptionalLong named() {
    return switch (this) {
      case Update update -> OptionalLong.of(update.id());
      case UpdateOfVersion update -> OptionalLong.of(update.id());
      case UpsertNaming upsert -> OptionalLong.of(upsert.id());
      case ReadById read -> OptionalLong.of(read.id());
      case Add none -> OptionalLong.empty();
      case Upsert none -> OptionalLong.empty();
      case Read none -> OptionalLong.empty();
    };
  }

  /** {@code POST /scores}. */
  record Add(boolean correct) implements Write {}

  /** {@code PUT /scores/{id}}. */
  record Update(long id, boolean correct) implements Write {}

  /** {@code PUT /scores/{id}} with {@code If-Match}. */
  record UpdateOfVersion(long id, int version, boolean correct) implements Write {}

  /** {@code PATCH /scores}. */
  record Upsert(boolean correct) implements Write {}

  /** {@code PATCH /scores/{id}}. */
  record UpsertNaming(long id, boolean correct) implements Write {}

  /** {@code GET /scores/user/exercise/{exercise_id}}. */
  record Read() implements Call {}

  /** {@code GET /scores/user/{id}}. */
  record ReadById(long id) implements Call {}
}
