package dev.scores.users.domain;

import java.util.Objects;

/** A user who can log in. */
public record Account(User user, PasswordHash passwordHash) {

  public Account {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(passwordHash, "passwordHash");
  }
}
