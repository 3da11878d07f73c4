package dev.scores.faults.linearizability;

import java.time.Instant;

/**
 * The state of a score between two operations. After a write without a result its time is unknown
 * until the next result.
 */
sealed interface State {

  /** The number of writes so far. */
  int version();

  /** The constant attributes, also of a score that does not exist yet. */
  Identity identity();

  /** The attributes that never change. */
  record Identity(long id, Instant createdAt) {

    static Identity of(ObservedScore observed) {
      return new Identity(observed.id(), observed.createdAt());
    }
  }

  /** No valid order exists. */
  record Absent(Identity identity) implements State {

    @Override
    public int version() {
      return 0;
    }

    boolean mayBecome(ObservedScore observed) {
      return observed.version() == 1
          && identity.equals(Identity.of(observed))
          && observed.updatedAt().equals(observed.createdAt());
    }
  }

  /**
   * The score exists.
   *
   * @param updatedAt time of the last write; a lower bound unless {@code exactly}
   */
  record Present(
      int version, boolean correct, Identity identity, Instant updatedAt, boolean exactly)
      implements State {

    static Present of(ObservedScore observed) {
      return new Present(
          observed.version(),
          observed.correct(),
          Identity.of(observed),
          observed.updatedAt(),
          true);
    }

    /** Created by a write without a result. */
    static Present createdUnanswered(boolean correct, Identity identity) {
      return new Present(1, correct, identity, identity.createdAt(), true);
    }

    /** Updated by a write without a result. */
    Present updatedUnanswered(boolean nowCorrect) {
      return new Present(version + 1, nowCorrect, identity, updatedAt, false);
    }

    /** Whether one more write can lead to the observed score. */
    boolean mayBecome(ObservedScore observed) {
      return observed.version() == version + 1
          && identity.equals(Identity.of(observed))
          && !observed.updatedAt().isBefore(updatedAt);
    }

    /** Whether this state matches the observed score. */
    boolean mayBe(ObservedScore observed) {
      return observed.version() == version
          && observed.correct() == correct
          && identity.equals(Identity.of(observed))
          && (exactly
              ? observed.updatedAt().equals(updatedAt)
              : !observed.updatedAt().isBefore(updatedAt));
    }

    boolean has(long id) {
      return identity.id() == id;
    }
  }
}
