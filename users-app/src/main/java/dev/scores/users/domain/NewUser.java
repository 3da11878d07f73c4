package dev.scores.users.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * A user to be added: the store assigns the id.
 *
 * @param passwordHash empty if the user cannot log in
 */
public record NewUser(Username username, EmailAddress email, Optional<PasswordHash> passwordHash) {

  public NewUser {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(email, "email");
    Objects.requireNonNull(passwordHash, "passwordHash");
  }
}
