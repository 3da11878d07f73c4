package dev.scores.users.domain;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * The claims of a service account's token.
 *
 * @param scopes those granted at issue
 * @param expiry when the token expires
 */
public record ClientTokenClaims(ClientId client, Set<TokenScope> scopes, Instant expiry) {

  public ClientTokenClaims {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(expiry, "expiry");
    scopes = TokenScope.copyOf(scopes);
  }
}
