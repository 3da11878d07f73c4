package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/**
 * A token as issued to a user. {@link #toString} hides it.
 *
 * @param lifetime from issue to expiry
 */
public record AccessToken(String value, Duration lifetime) {

  public AccessToken {
    Objects.requireNonNull(value, "value");
    if (!lifetime.isPositive()) {
      throw new IllegalArgumentException("lifetime must be positive, not " + lifetime);
    }
  }

  @Override
  public String toString() {
    return "AccessToken[hidden]";
  }
}
