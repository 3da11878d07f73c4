package dev.scores.users.domain;

import java.util.Objects;

/** What adding a user came to. */
public sealed interface Addition {

  /**
   * The user is new.
   *
   * @param generation the generation that the user's tokens are of
   */
  record Added(User user, int generation) implements Addition {
    public Added {
      Objects.requireNonNull(user, "user");
    }
  }

  /** Another user has the email, in this case or another. */
  record EmailTaken() implements Addition {}

  /** Another user has the name. */
  record UsernameTaken() implements Addition {}
}
