package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What logging in came to. */
public sealed interface LoginOutcome {

  /** The credentials are a user's. */
  record LoggedIn(AccessToken token) implements LoginOutcome {
    public LoggedIn {
      Objects.requireNonNull(token, "token");
    }
  }

  /**
   * The credentials are no user's. Clients are told neither the reason nor the user.
   *
   * @param user the user with the name that was given, if there is one
   */
  record Refused(Reason reason, Optional<UserId> user) implements LoginOutcome {
    public Refused {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(user, "user");
    }
  }

  /**
   * There have been too many attempts; the password was not looked at.
   *
   * @param user the user with the name that was given, if it was looked up and there is one
   */
  record Limited(Duration retryAfter, Optional<UserId> user) implements LoginOutcome {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
      Objects.requireNonNull(user, "user");
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
