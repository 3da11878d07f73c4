package dev.scores.faults.linearizability;

import java.time.Instant;

/**
 * What is known of a score between two operations. A write without an answer leaves open when it
 * was; the next answer says it.
 */
sealed interface State {

  /** How often the score was written. */
  int version();

  /** What never changes, and is the same for the score that is yet to be made. */
  Identity identity();

  /** See {@link State#identity}. */
  record Identity(long id, Instant createdAt) {

    static Identity of(Seen seen) {
      return new Identity(seen.id(), seen.createdAt());
    }
  }

  /** There is none. */
  record Absent(Identity identity) implements State {

    @Override
    public int version() {
      return 0;
    }

    boolean mayBecome(Seen seen) {
      return seen.version() == 1
          && identity.equals(Identity.of(seen))
          && seen.updatedAt().equals(seen.createdAt());
    }
  }

  /**
   * There is one.
   *
   * @param updatedAt when it was last written, or, if not {@code exactly}, what that is not before
   */
  record Stored(int version, boolean correct, Identity identity, Instant updatedAt, boolean exactly)
      implements State {

    static Stored of(Seen seen) {
      return new Stored(seen.version(), seen.correct(), Identity.of(seen), seen.updatedAt(), true);
    }

    /** Made by a write without an answer. */
    static Stored unheard(boolean correct, Identity identity) {
      return new Stored(1, correct, identity, identity.createdAt(), true);
    }

    /** Rewritten by a write without an answer. */
    Stored rewrittenUnheard(boolean nowCorrect) {
      return new Stored(version + 1, nowCorrect, identity, updatedAt, false);
    }

    /** Whether it may look like this after one more write. */
    boolean mayBecome(Seen seen) {
      return seen.version() == version + 1
          && identity.equals(Identity.of(seen))
          && !seen.updatedAt().isBefore(updatedAt);
    }

    /** Whether it may look like this now. */
    boolean mayBe(Seen seen) {
      return seen.version() == version
          && seen.correct() == correct
          && identity.equals(Identity.of(seen))
          && (exactly ? seen.updatedAt().equals(updatedAt) : !seen.updatedAt().isBefore(updatedAt));
    }

    boolean has(long id) {
      return identity.id() == id;
    }
  }
}
