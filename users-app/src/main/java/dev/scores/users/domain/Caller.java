package dev.scores.users.domain;

import java.util.Objects;

/** What is known of whoever shows a token. */
public sealed interface Caller {

  /** The token is this user's. */
  record Known(User user) implements Caller {
    public Known {
      Objects.requireNonNull(user, "user");
    }
  }

  /** The token is none of ours. */
  record Unknown() implements Caller {}

  /** The token was good once. */
  record Expired() implements Caller {}

  /** The token is good, but its user has been removed or deactivated. */
  record Unwelcome() implements Caller {}
}
