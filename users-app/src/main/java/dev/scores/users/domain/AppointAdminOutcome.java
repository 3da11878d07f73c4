package dev.scores.users.domain;

import java.util.Objects;

/** What appointing an admin came to. */
public sealed interface AppointAdminOutcome {

  /** The user is an admin now and has that password; tokens from before are refused. */
  record Appointed(User user) implements AppointAdminOutcome {
    public Appointed {
      Objects.requireNonNull(user, "user");
    }
  }

  /** The user was an admin already; nothing changed. */
  record WasAdmin(User user) implements AppointAdminOutcome {
    public WasAdmin {
      Objects.requireNonNull(user, "user");
    }
  }

  /** Somebody with another email has the name; nothing changed. */
  record UsernameTaken() implements AppointAdminOutcome {}
}
