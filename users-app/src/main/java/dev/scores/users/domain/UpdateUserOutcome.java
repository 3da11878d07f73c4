package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/** Outcome of updating a user. Only {@link Updated} changes anything. */
public sealed interface UpdateUserOutcome {

  /**
   * The user was updated.
   *
   * @param before the user before this update; with concurrent updates, possibly before an earlier
   *     one
   */
  record Updated(User user, User before) implements UpdateUserOutcome {
    public Updated {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(before, "before");
    }
  }

  /** The id is unknown. */
  record NoSuchUser() implements UpdateUserOutcome {}

  /** Another user has the email, compared without case. */
  record EmailTaken() implements UpdateUserOutcome {}

  /** Another user has the name. */
  record UsernameTaken() implements UpdateUserOutcome {}

  /** The update would leave no active admin. */
  record LastAdmin() implements UpdateUserOutcome {}

  /** A change of the email requires the password. */
  record PasswordRequired() implements UpdateUserOutcome {}

  /** The given password is wrong. */
  record WrongPassword() implements UpdateUserOutcome {}

  /** Too many attempts. */
  record Limited(Duration retryAfter) implements UpdateUserOutcome {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }
}
