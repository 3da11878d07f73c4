package dev.scores.users.domain;

import java.util.Objects;

/** What is known of whoever shows a token. */
public sealed interface Caller {

  /** The token is this user's. */
  record Known(User user, TokenClaims token) implements Caller {
    public Known {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(token, "token");
    }
  }

  /** The token is none of ours, has been logged out, or is from before a change of the password. */
  record Unknown() implements Caller {}

  /** The token was good once. */
  record Expired() implements Caller {}

  /** The token is good, but its user has been removed or deactivated. */
  record Unwelcome() implements Caller {}
}
