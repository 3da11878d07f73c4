package dev.scores.users.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * A request of another user to add a user.
 *
 * @param password empty if the user cannot log in
 */
public record UserDraft(Username username, EmailAddress email, Optional<Password> password) {

  /**
   * @throws IllegalArgumentException if the password is not allowed
   */
  public UserDraft {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(email, "email");
    if (password.flatMap(chosen -> chosen.flaw(username, email)).isPresent()) {
      throw new IllegalArgumentException("the password is not allowed");
    }
  }
}
