package dev.scores.users.domain;

import java.util.Objects;

/** Outcome of verifying a token. */
public sealed interface TokenParseResult {

  /** Issued by this service and not expired. */
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
