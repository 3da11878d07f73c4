package dev.scores.domain;

import java.util.Set;

/** The versions of a score that a conditional write may replace. */
public sealed interface ExpectedVersion {

  /** Whether the score, in its current version, may be replaced. */
  boolean allows(Score current);

  /** Every version; the score has to exist. */
  record Any() implements ExpectedVersion {
    @Override
    public boolean allows(Score current) {
      return true;
    }
  }

  /**
   * One of these versions.
   *
   * @param versions may be empty, which allows none; unmodifiable
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
