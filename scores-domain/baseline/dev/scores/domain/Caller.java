package dev.scores.domain;

import java.util.Objects;

/** What is known of whoever shows a token. */
public sealed interface Caller {

  /** The token is this user's. */
  record Known(UserId user) implements Caller {
    public Known {
      Objects.requireNonNull(user, "user");
    }
  }

  /** The token is nobody's, or of a user who may not call. */
  record Rejected() implements Caller {}

  /** Nobody could say in time; another try may succeed. */
  record Unavailable() implements Caller {}
}
