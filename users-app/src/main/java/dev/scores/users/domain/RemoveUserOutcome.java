package dev.scores.users.domain;

import java.util.Objects;

/** What removing a user came to. */
public sealed interface RemoveUserOutcome {

  /** The user is gone. */
  record Removed(User user) implements RemoveUserOutcome {
    public Removed {
      Objects.requireNonNull(user, "user");
    }
  }

  /** There is no user of that id. */
  record NoSuchUser() implements RemoveUserOutcome {}

  /** The user is the last active admin; nothing changed. */
  record LastAdmin() implements RemoveUserOutcome {}
}
