package dev.scores.users.domain;

import java.util.Objects;

/** What adding a user came to. */
public sealed interface Addition {

  /** The user is new. */
  record Added(User user) implements Addition {
    public Added {
      Objects.requireNonNull(user, "user");
    }
  }

  /** Another user has the email, in this case or another. */
  record EmailTaken() implements Addition {}

  /** Another user has the name. */
  record UsernameTaken() implements Addition {}
}
