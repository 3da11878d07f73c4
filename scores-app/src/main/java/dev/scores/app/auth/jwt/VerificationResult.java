package dev.scores.app.auth.jwt;

import dev.scores.chassis.security.SecurityReason;
import java.util.Objects;

/** The result of verifying a token. */
sealed interface VerificationResult {

  record Good(VerifiedToken token) implements VerificationResult {
    public Good {
      Objects.requireNonNull(token, "token");
    }
  }

  record Refused(SecurityReason reason) implements VerificationResult {
    public Refused {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The keys could not be had. */
  record NoKeys() implements VerificationResult {}
}
