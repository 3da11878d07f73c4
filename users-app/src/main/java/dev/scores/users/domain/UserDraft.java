package dev.scores.users.domain;

import java.util.Objects;
import java.util.Optional;

/**
 * Who a new user is to be, as somebody else says.
 *
 * @param password none where the user is not to log in
 */
public record UserDraft(Username username, EmailAddress email, Optional<Password> password) {

  /**
   * @throws IllegalArgumentException where the password may not be chosen
   */
  public UserDraft {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(email, "email");
    if (password.flatMap(chosen -> chosen.flaw(username, email)).isPresent()) {
      throw new IllegalArgumentException("a password that may not be chosen");
    }
  }
}
