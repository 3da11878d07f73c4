package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/** What logging in came to. */
public sealed interface Login {

  /** The credentials are a user's. */
  record LoggedIn(AccessToken token) implements Login {
    public LoggedIn {
      Objects.requireNonNull(token, "token");
    }
  }

  /** The credentials are no user's. Clients are not told the reason. */
  record Refused(Reason reason) implements Login {
    public Refused {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** There have been too many attempts; the password was not looked at. */
  record Limited(Duration retryAfter) implements Login {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }

  /** Why credentials are refused. */
  enum Reason {
    UNKNOWN_ACCOUNT,
    WRONG_PASSWORD,
    /** The stored hash is of a kind that this release cannot verify. */
    UNSUPPORTED_HASH,
    INACTIVE_USER
  }
}
