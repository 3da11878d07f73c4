package dev.scores.users.domain;

import java.util.Objects;

/**
 * A user who can log in.
 *
 * @param generation the current generation of the user's tokens
 */
public record Account(User user, PasswordHash passwordHash, int generation) {

  public Account {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(passwordHash, "passwordHash");
  }

  AccountId id() {
    return user.id();
  }
}
