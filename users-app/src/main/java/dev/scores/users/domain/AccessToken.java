package dev.scores.users.domain;

import java.time.Duration;
import java.util.Objects;

/**
 * A token as its user carries it. Never shown by {@link #toString}.
 *
 * @param lifetime for how long it is good from when it is made
 */
public record AccessToken(String value, Duration lifetime) {

  public AccessToken {
    Objects.requireNonNull(value, "value");
    if (!lifetime.isPositive()) {
      throw new IllegalArgumentException("a token lives for some time, not " + lifetime);
    }
  }

  @Override
  public String toString() {
    return "AccessToken[hidden]";
  }
}
