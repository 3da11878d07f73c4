package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/** What registering came to. */
public sealed interface RegistrationOutcome {

  /** The user is new, and logged in. */
  record Registered(User user, AccessToken token) implements RegistrationOutcome {
    public Registered {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(token, "token");
    }
  }

  /** The email or the username is another's; nothing changed. */
  record AlreadyExists() implements RegistrationOutcome {}

  /** There have been too many attempts; nothing changed. */
  record Limited(Duration retryAfter) implements RegistrationOutcome {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }
}
