package dev.scores.app.auth.jwt;

import dev.scores.chassis.security.SecurityReason;
import java.util.Objects;

/** The result of verifying a token. */
sealed interface Verdict {

  record Good(GoodToken token) implements Verdict {
    public Good {
      Objects.requireNonNull(token, "token");
    }
  }

  record Refused(SecurityReason reason) implements Verdict {
    public Refused {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** The keys could not be had. */
  record NoKeys() implements Verdict {}
}
