package dev.scores.domain;

import java.util.Optional;

/** The id of a user: from 1 to 2147483647. */
public record UserId(int value) {

  /**
   * @throws IllegalArgumentException if the value is not positive
   */
  public UserId {
    if (value < 1) {
      throw new IllegalArgumentException("a user id must be at least 1, not " + value);
    }
  }

  /** The id with this value, or empty if the value is out of range. */
  public static Optional<UserId> of(long value) {
    return value >= 1 && value <= Integer.MAX_VALUE
        ? Optional.of(new UserId((int) value))
        : Optional.empty();
  }
}
