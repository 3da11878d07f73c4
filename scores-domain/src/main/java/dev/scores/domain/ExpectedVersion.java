package dev.scores.domain;

import java.util.Set;

/**
 * Which versions of a score a caller is ready to write over: what {@code If-Match} says (RFC 9110,
 * section 13.1.1).
 */
public sealed interface ExpectedVersion {

  /** Whether the score, as it is now, may be written over. */
  boolean allows(Score current);

  /** Whatever version it is, as long as there is a score. */
  record Any() implements ExpectedVersion {
    @Override
    public boolean allows(Score current) {
      return true;
    }
  }

  /**
   * One of these.
   *
   * @param versions perhaps none, which allows nothing; unmodifiable
   */
  record OneOf(Set<Integer> versions) implements ExpectedVersion {
    public OneOf {
      versions = Set.copyOf(versions);
    }

    @Override
    public boolean allows(Score current) {
      return versions.contains(current.version());
    }
  }
}
