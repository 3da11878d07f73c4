package dev.scores.users.domain;

import java.util.Objects;

/** What logging in came to. */
public sealed interface Login {

  /** The credentials are a user's. */
  record LoggedIn(AccessToken token) implements Login {
    public LoggedIn {
      Objects.requireNonNull(token, "token");
    }
  }

  /** They are nobody's: no such user, another password, or a user who may not call. */
  record Refused() implements Login {}
}
