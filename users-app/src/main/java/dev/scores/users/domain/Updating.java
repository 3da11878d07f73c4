package dev.scores.users.domain;

import java.util.Objects;

/** What updating a user came to. Nothing changed but where the user is updated. */
public sealed interface Updating {

  /** The user is so from now on. */
  record Updated(User user) implements Updating {
    public Updated {
      Objects.requireNonNull(user, "user");
    }
  }

  /** There is nobody of that id. */
  record NoSuchUser() implements Updating {}

  /** Another user has the email, in this case or another. */
  record EmailTaken() implements Updating {}

  /** Another user has the name. */
  record UsernameTaken() implements Updating {}
}
