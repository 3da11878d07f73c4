package dev.scores.users.domain;

import java.util.Objects;

/** What a text that claims to be a token is. */
public sealed interface TokenReading {

  /** One of ours, and still good. */
  record Genuine(UserId user) implements TokenReading {
    public Genuine {
      Objects.requireNonNull(user, "user");
    }
  }

  /** One of ours that has had its time. */
  record Expired() implements TokenReading {}

  /** None of ours, or no token at all. */
  record Forged() implements TokenReading {}
}
