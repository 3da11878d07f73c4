package dev.scores.app.auth.jwt;

import dev.scores.chassis.security.SecurityReason;
import java.util.Objects;

/** The result of verifying a token. */
sealed interface VerificationResult {

  record Valid(VerifiedToken token) implements VerificationResult {
    public Valid {
      Objects.requireNonNull(token, "token");
    }
  }

  record Rejected(SecurityReason reason) implements VerificationResult {
    public Rejected {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The keys could not be fetched. */
  record NoKeys() implements VerificationResult {}
}
