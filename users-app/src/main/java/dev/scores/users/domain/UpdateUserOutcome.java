package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/** What updating a user came to. Nothing changed but where the user is updated. */
public sealed interface UpdateUserOutcome {

  /**
   * The user is so from now on.
   *
   * @param before the user as the update found them; where another update came in between, as it
   *     was before that
   */
  record Updated(User user, User before) implements UpdateUserOutcome {
    public Updated {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(before, "before");
    }
  }

  /** There is nobody of that id. */
  record NoSuchUser() implements UpdateUserOutcome {}

  /** Another user has the email, in this case or another. */
  record EmailTaken() implements UpdateUserOutcome {}

  /** Another user has the name. */
  record UsernameTaken() implements UpdateUserOutcome {}

  /** The user is the last active admin, and would not be one any more. */
  record LastAdmin() implements UpdateUserOutcome {}

  /** The user would get another email, and has not shown their password. */
  record PasswordRequired() implements UpdateUserOutcome {}

  /** The password that was shown is another. */
  record WrongPassword() implements UpdateUserOutcome {}

  /** There have been too many attempts. */
  record Limited(Duration retryAfter) implements UpdateUserOutcome {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }
}
