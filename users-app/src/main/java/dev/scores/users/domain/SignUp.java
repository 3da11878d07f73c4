package dev.scores.users.domain;

import java.util.Objects;

/** What somebody asks for who registers. */
public record SignUp(Username username, EmailAddress email, Password password) {

  /**
   * @throws IllegalArgumentException where the password may not be chosen
   */
  public SignUp {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(email, "email");
    if (password.flaw(username, email).isPresent()) {
      throw new IllegalArgumentException("a password that may not be chosen");
    }
  }
}
