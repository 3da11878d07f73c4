package dev.scores.users.domain;

import java.util.Objects;

/** Outcome of appointing an admin. */
public sealed interface AppointAdminOutcome {

  /** The user is now an admin with the given password; earlier tokens are revoked. */
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

  /** A user with another email has the name; nothing changed. */
  record UsernameTaken() implements AppointAdminOutcome {}
}
