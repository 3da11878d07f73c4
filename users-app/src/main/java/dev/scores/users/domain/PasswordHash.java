package dev.scores.users.domain;

import java.util.Objects;

/**
 * What is kept of a password, in the form of the PHC (algorithm, parameters and salt included).
 * Never shown by {@link #toString}.
 */
public record PasswordHash(String value) {

  public PasswordHash {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return "PasswordHash[hidden]";
  }
}
