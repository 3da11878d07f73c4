package dev.scores.users.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * That a user was removed.
 *
 * @param sequence positive; a later removal has a higher one
 * @param at with microsecond precision
 */
public record RemovedUser(long sequence, AccountId user, Instant at) {

  public RemovedUser {
    if (sequence < 1) {
      throw new IllegalArgumentException("a sequence is positive, not " + sequence);
    }
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(at, "at");
  }
}
