package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/**
 * A mail to a user, with a token that is valid once.
 *
 * @param validity of the token
 */
public record Mail(User to, MailPurpose purpose, MailToken token, Duration validity) {

  public Mail {
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(validity, "validity");
  }
}
