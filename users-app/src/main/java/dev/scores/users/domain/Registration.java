package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/** What registering came to. */
public sealed interface Registration {

  /** The user is new, and logged in. */
  record Registered(User user, AccessToken token) implements Registration {
    public Registered {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(token, "token");
    }
  }

  /** The email or the username is another's; nothing changed. */
  record AlreadyExists() implements Registration {}

  /** There have been too many attempts; nothing changed. */
  record Limited(Duration retryAfter) implements Registration {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }
}
