package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/** What changing a password came to. */
public sealed interface PasswordChange {

  /** It is changed; every token from before is refused, this one is good. */
  record Changed(AccessToken token) implements PasswordChange {
    public Changed {
      Objects.requireNonNull(token, "token");
    }
  }

  /** The old password is another; nothing changed. */
  record WrongPassword() implements PasswordChange {}

  /** There have been too many attempts; nothing changed. */
  record Limited(Duration retryAfter) implements PasswordChange {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }
}
