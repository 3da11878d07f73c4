package dev.scores.reliability.linearizability;

/** What a client asks of one score, which is the one of a {@link Key}. */
sealed interface Call {

  /** A call that may change the score. */
  sealed interface Write extends Call {
    boolean correct();
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
