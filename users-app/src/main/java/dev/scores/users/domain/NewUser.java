package dev.scores.users.domain;

import java.util.Objects;

/** What makes a user: the store gives the id. */
public record NewUser(Username username, EmailAddress email, PasswordHash passwordHash) {

  public NewUser {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(passwordHash, "passwordHash");
  }
}
