package dev.scores.users.domain;

import java.util.Optional;

/** The id of a user in this service: 1 … 2 147 483 647. */
public record AccountId(int value) {

  /**
   * @throws IllegalArgumentException if the value is not positive
   */
  public AccountId {
    if (value < 1) {
      throw new IllegalArgumentException("user id must be at least 1, not " + value);
    }
  }

  /** The id with this value; empty if it is out of range. */
  public static Optional<AccountId> of(long value) {
    return value >= 1 && value <= Integer.MAX_VALUE
        ? Optional.of(new AccountId((int) value))
        : Optional.empty();
  }
}
