package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Outcome of a login. */
public sealed interface LoginOutcome {

  /** The credentials are correct. */
  record LoggedIn(IssuedTokens tokens) implements LoginOutcome {
    public LoggedIn {
      Objects.requireNonNull(tokens, "tokens");
    }
  }

  /**
   * The credentials are rejected. Responses reveal neither the reason nor the user.
   *
   * @param user the user with the given name, if there is one
   */
  record Rejected(Reason reason, Optional<AccountId> user) implements LoginOutcome {
    public Rejected {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(user, "user");
    }
  }

  /**
   * Too many attempts; the password was not checked.
   *
   * @param user the user with the given name, if it was looked up and there is one
   */
  record Limited(Duration retryAfter, Optional<AccountId> user) implements LoginOutcome {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
      Objects.requireNonNull(user, "user");
    }
  }

  /** Why credentials are rejected. */
  enum Reason {
    UNKNOWN_ACCOUNT,
    WRONG_PASSWORD,
    /** This release cannot verify the stored hash. */
    UNSUPPORTED_HASH,
    INACTIVE_USER
  }
}
