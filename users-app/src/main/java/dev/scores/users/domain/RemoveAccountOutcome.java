package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/** Outcome of removing one's own account. */
public sealed interface RemoveAccountOutcome {

  /** The password is correct, and the account was removed or is the last active admin's. */
  record Done(RemoveUserOutcome removal) implements RemoveAccountOutcome {
    public Done {
      Objects.requireNonNull(removal, "removal");
    }
  }

  /** The password is wrong; nothing changed. */
  record WrongPassword() implements RemoveAccountOutcome {}

  /** Too many attempts; nothing changed. */
  record Limited(Duration retryAfter) implements RemoveAccountOutcome {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }
}
