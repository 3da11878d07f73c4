package dev.scores.users.domain;

import java.util.Objects;

/** What adding a user came to. */
public sealed interface AddUserOutcome {

  /**
   * The user is new.
   *
   * @param generation the generation that the user's tokens are of
   */
  record Added(User user, int generation) implements AddUserOutcome {
    public Added {
      Objects.requireNonNull(user, "user");
    }
  }

  /** Another user has the email, in this case or another. */
  record EmailTaken() implements AddUserOutcome {}

  /** Another user has the name. */
  record UsernameTaken() implements AddUserOutcome {}
}
