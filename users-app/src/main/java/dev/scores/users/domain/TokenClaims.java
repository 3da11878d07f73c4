package dev.scores.users.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What a token says.
 *
 * @param id the token's own
 * @param generation how many times, plus one, the user's password had been changed when the token
 *     was made: only tokens of the latest generation are good
 * @param expiry when its time is over
 */
public record TokenClaims(UUID id, UserId user, int generation, Instant expiry) {

  /** The generation of a new user's tokens. */
  public static final int FIRST_GENERATION = 1;

  public TokenClaims {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(expiry, "expiry");
    if (generation < FIRST_GENERATION) {
      throw new IllegalArgumentException("generations count from 1, not from " + generation);
    }
  }
}
