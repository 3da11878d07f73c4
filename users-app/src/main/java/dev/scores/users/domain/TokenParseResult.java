package dev.scores.users.domain;

import java.util.Objects;

/** Outcome of verifying a token. */
public sealed interface TokenParseResult {

  /** Issued by this service to a user and not expired. */
  record Genuine(TokenClaims claims) implements TokenParseResult {
    public Genuine {
      Objects.requireNonNull(claims, "claims");
    }
  }

  /** Issued by this service to a service account and not expired. */
  record GenuineOfClient(ClientTokenClaims claims) implements TokenParseResult {
    public GenuineOfClient {
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
