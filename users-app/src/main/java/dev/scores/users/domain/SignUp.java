package dev.scores.users.domain;

import java.util.Objects;

/** A request to register. */
public record SignUp(Username username, EmailAddress email, Password password) {

  /**
   * @throws IllegalArgumentException if the password is not allowed
   */
  public SignUp {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(email, "email");
    if (password.flaw(username, email).isPresent()) {
      throw new IllegalArgumentException("the password is not allowed");
    }
  }
}
