package dev.scores.domain;

import java.util.Optional;

/**
 * The id of a score: 1 … 2^53−1, the integers that every JSON reader holds exactly (RFC 8259,
 * section 6).
 */
public record ScoreId(long value) implements Comparable<ScoreId> {

  public static final long MAX = (1L << 53) - 1;

  /**
   * @throws IllegalArgumentException where the value is out of range
   */
  public ScoreId {
    if (!inRange(value)) {
      throw new IllegalArgumentException("a score id is 1 to " + MAX + ", not " + value);
    }
  }

  /** The id of that value, or none where no score can have it. */
  public static Optional<ScoreId> of(long value) {
    return inRange(value) ? Optional.of(new ScoreId(value)) : Optional.empty();
  }

  private static boolean inRange(long value) {
    return value >= 1 && value <= MAX;
  }

  @Override
  public int compareTo(ScoreId other) {
    return Long.compare(value, other.value);
  }
}
