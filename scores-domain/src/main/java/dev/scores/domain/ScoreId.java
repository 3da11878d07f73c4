package dev.scores.domain;

import java.util.Optional;

/** The id of a score: a positive number that the store assigns. */
public record ScoreId(long value) implements Comparable<ScoreId> {

  /**
   * @throws IllegalArgumentException if the value is not positive
   */
  public ScoreId {
    if (value < 1) {
      throw new IllegalArgumentException("a score id must be at least 1, not " + value);
    }
  }

  /** The id with this value, or empty if the value is not positive. */
  public static Optional<ScoreId> of(long value) {
    return value >= 1 ? Optional.of(new ScoreId(value)) : Optional.empty();
  }

  @Override
  public int compareTo(ScoreId other) {
    return Long.compare(value, other.value);
  }
}
