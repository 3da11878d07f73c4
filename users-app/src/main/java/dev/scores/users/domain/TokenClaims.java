package dev.scores.users.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The claims of a token.
 *
 * @param id of the token
 * @param generation of the user's tokens at issue: random for a new user, another after each change
 *     of the password and each deactivation. Only tokens of the current generation are valid
 * @param session empty if a release without sessions issued the token
 * @param expiry when the token expires
 */
public record TokenClaims(
    UUID id, AccountId user, int generation, Optional<UUID> session, Instant expiry) {

  public TokenClaims {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(session, "session");
    Objects.requireNonNull(expiry, "expiry");
    if (generation < 1) {
      throw new IllegalArgumentException("generation must be at least 1, not " + generation);
    }
  }
}
