package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/** Outcome of continuing a session by a refresh token. */
public sealed interface RefreshOutcome {

  /** The session continues. */
  record Refreshed(IssuedTokens tokens) implements RefreshOutcome {
    public Refreshed {
      Objects.requireNonNull(tokens, "tokens");
    }
  }

  /** The token is malformed, unknown or expired, or its session has ended. */
  record Rejected() implements RefreshOutcome {}

  /** The token was used before; the session was ended. */
  record Reused(AccountId user) implements RefreshOutcome {
    public Reused {
      Objects.requireNonNull(user, "user");
    }
  }

  /** Too many rejected attempts; the token was not checked. */
  record Limited(Duration retryAfter) implements RefreshOutcome {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }
}
