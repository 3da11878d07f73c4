package dev.scores.users.domain;

import java.util.Objects;

/** What a text that claims to be a token is. */
public sealed interface TokenReading {

  /** One of ours, and its time is not over. */
  record Genuine(TokenClaims claims) implements TokenReading {
    public Genuine {
      Objects.requireNonNull(claims, "claims");
    }
  }

  /** One of ours that has had its time. */
  record Expired() implements TokenReading {}

  /** None of ours, or no token at all. */
  record Forged() implements TokenReading {}
}
