package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/** Outcome of a registration. */
public sealed interface RegistrationOutcome {

  /**
   * The user was added.
   *
   * @param generation the generation of the user's tokens
   */
  record Registered(User user, int generation) implements RegistrationOutcome {
    public Registered {
      Objects.requireNonNull(user, "user");
    }
  }

  /** The email or the username is taken; nothing changed. */
  record AlreadyExists() implements RegistrationOutcome {}

  /** Too many attempts; nothing changed. */
  record Limited(Duration retryAfter) implements RegistrationOutcome {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }
}
