package dev.scores.users.domain;

import java.util.Objects;

/** What a text that is shown as a token says. */
public sealed interface TokenParseResult {

  /** A token of this service that has not expired. */
  record Genuine(TokenClaims claims) implements TokenParseResult {
    public Genuine {
      Objects.requireNonNull(claims, "claims");
    }
  }

  /** Anything else. */
  record Invalid(TokenFault fault) implements TokenParseResult {
    public Invalid {
      Objects.requireNonNull(fault, "fault");
    }
  }
}
