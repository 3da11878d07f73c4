package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/** Outcome of changing a password. */
public sealed interface PasswordChange {

  /** The password was changed; earlier tokens are revoked, this one is valid. */
  record Changed(AccessToken token) implements PasswordChange {
    public Changed {
      Objects.requireNonNull(token, "token");
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
