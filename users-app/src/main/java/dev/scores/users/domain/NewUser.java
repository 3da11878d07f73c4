package dev.scores.users.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * What makes a user: the store gives the id.
 *
 * @param passwordHash none where the user cannot log in
 */
public record NewUser(Username username, EmailAddress email, Optional<PasswordHash> passwordHash) {

  public NewUser {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(passwordHash, "passwordHash");
  }
}
