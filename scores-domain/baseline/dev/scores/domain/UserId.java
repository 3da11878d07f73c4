package dev.scores.domain;

import java.util.Optional;

/** The id of a user: 1 … 2 147 483 647. */
public record UserId(int value) {

  /**
   * @throws IllegalArgumentException where the value is not positive
   */
  public UserId {
    if (value < 1) {
      throw new IllegalArgumentException("a user id is 1 or more, not " + value);
    }
  }

  /** The id of that value, or none where no user can have it. */
  public static Optional<UserId> of(long value) {
    return value >= 1 && value <= Integer.MAX_VALUE
        ? Optional.of(new UserId((int) value))
        : Optional.empty();
  }
}
