package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/** Outcome of changing a password. */
public sealed interface PasswordChange {

  /** The password was changed; earlier sessions have ended, this one has begun. */
  record Changed(IssuedTokens tokens) implements PasswordChange {
    public Changed {
      Objects.requireNonNull(tokens, "tokens");
    }
  }

  /** The old password is wrong; nothing changed. */
  record WrongPassword() implements PasswordChange {}

  /** Too many attempts; nothing changed. */
  record Limited(Duration retryAfter) implements PasswordChange {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }
}
