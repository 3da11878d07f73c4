package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/** Outcome of presenting the token of a mail. */
public sealed interface MailTokenOutcome {

  /** The token is valid and belongs to this user. */
  record Accepted(User user) implements MailTokenOutcome {
    public Accepted {
      Objects.requireNonNull(user, "user");
    }
  }

  /** The token is unknown, used or expired, or was ended by a change of the account. */
  record Invalid() implements MailTokenOutcome {}

  /** Too many rejected attempts. */
  record Limited(Duration retryAfter) implements MailTokenOutcome {
    public Limited {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }
}
