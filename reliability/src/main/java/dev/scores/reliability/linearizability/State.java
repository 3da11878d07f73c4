package dev.scores.reliability.linearizability;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a score between two operations. Writes without an answer leave gaps, which the
 * next answer fills.
 */
sealed interface State {

  /** How often the score was written. */
  int version();

  /**
   * There is none.
   *
   * @param identity what the one will have that is made, where that is known from what was seen
   *     later
   */
  record Absent(@Nullable Identity identity) implements State {
    @Override
    public int version() {
      return 0;
    }
  }

  /** What never changes. */
  record Identity(long id, Instant createdAt) {}

  /**
   * There is one.
   *
   * @param identity null where nobody has seen it yet
   * @param updatedAt when it was last written, or, if not {@code exactly}, what that is not before
   */
  record Stored(
      int version, boolean correct, @Nullable Identity identity, Instant updatedAt, boolean exactly)
      implements State {

    static Stored of(Seen seen) {
      return new Stored(
          seen.version(),
          seen.correct(),
          new Identity(seen.id(), seen.createdAt()),
          seen.updatedAt(),
          true);
    }

    /** Made by a write without an answer. */
    static Stored unseen(boolean correct, @Nullable Identity identity) {
      Instant notBefore = identity == null ? Instant.MIN : identity.createdAt();
      return new Stored(1, correct, identity, notBefore, false);
    }

    /** Rewritten by a write without an answer. */
    Stored rewrittenUnseen(boolean nowCorrect) {
      return new Stored(version + 1, nowCorrect, identity, updatedAt, false);
    }

    /** Whether it may look like this after one more write. */
    boolean mayBecome(Seen seen) {
      return seen.version() == version + 1 && isThisOne(seen) && !isBefore(seen);
    }

    /** Whether it may look like this now. */
    boolean mayBe(Seen seen) {
      return seen.version() == version
          && seen.correct() == correct
          && isThisOne(seen)
          && (exactly ? seen.updatedAt().equals(updatedAt) : !isBefore(seen))
          && (version > 1 || seen.updatedAt().equals(seen.createdAt()));
    }

    /** Whether it may have that id. */
    boolean mayHave(long id) {
      return identity == null || identity.id() == id;
    }

    /** Whether it may have another id. */
    boolean mayNotHave(long id) {
      return identity == null || identity.id() != id;
    }

    private boolean isThisOne(Seen seen) {
      return identity == null
          ? !seen.updatedAt().isBefore(seen.createdAt())
          : identity.equals(new Identity(seen.id(), seen.createdAt()));
    }

    private boolean isBefore(Seen seen) {
      return seen.updatedAt().isBefore(updatedAt);
    }
  }
}
