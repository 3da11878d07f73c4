package dev.scores.users.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What a token says.
 *
 * @param id the token's own
 * @param generation the user's when the token was made: random for a new user, another after each
 *     change of password and each deactivation. Only tokens of the latest generation are good
 * @param expiry when its time is over
 */
public record TokenClaims(UUID id, UserId user, int generation, Instant expiry) {

  public TokenClaims {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(expiry, "expiry");
    if (generation < 1) {
      throw new IllegalArgumentException("a generation is 1 or more, not " + generation);
    }
  }
}
