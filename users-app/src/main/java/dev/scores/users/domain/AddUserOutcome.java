package dev.scores.users.domain;

import java.util.Objects;

/** Outcome of adding a user. */
public sealed interface AddUserOutcome {

  /**
   * The user was added.
   *
   * @param generation the generation of the user's tokens
   */
  record Added(User user, int generation) implements AddUserOutcome {
    public Added {
      Objects.requireNonNull(user, "user");
    }
  }

  /** Another user has the email, compared without case. */
  record EmailTaken() implements AddUserOutcome {}

  /** Another user has the name. */
  record UsernameTaken() implements AddUserOutcome {}
}
