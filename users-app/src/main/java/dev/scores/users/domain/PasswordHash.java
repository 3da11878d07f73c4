package dev.scores.users.domain;

import java.util.Objects;

/**
 * A password hash in the PHC string format, with algorithm, parameters and salt. {@link #toString}
 * hides it.
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
