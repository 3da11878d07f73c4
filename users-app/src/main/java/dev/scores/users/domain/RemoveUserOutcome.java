package dev.scores.users.domain;

import java.util.Objects;

/** Outcome of removing a user. */
public sealed interface RemoveUserOutcome {

  /** The user was removed. */
  record Removed(User user) implements RemoveUserOutcome {
    public Removed {
      Objects.requireNonNull(user, "user");
    }
  }

  /** The id is unknown. */
  record NoSuchUser() implements RemoveUserOutcome {}

  /** The user is the last active admin; nothing changed. */
  record LastAdmin() implements RemoveUserOutcome {}
}
