package dev.scores.app.auth.jwt;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;
import java.util.Set;

/**
 * The settings of token verification.
 *
 * @param issuer the required claim {@code iss}
 * @param audience the required claim {@code aud}
 * @param userClaim the claim that holds the id of a user
 * @param scopeClaim the claim that holds the scopes
 * @param jwksUrl the keys of another issuer than the users service; empty for the users service
 * @param keyRequestInterval the shortest time between two requests for the keys
 */
@ConfigurationProperties("auth.jwt")
record JwtProperties(
    String issuer,
    String audience,
    String userClaim,
    String scopeClaim,
    String jwksUrl,
    Duration keyRequestInterval) {

  /** The algorithms of other issuers than the users service, which signs with ES256. */
  static final Set<String> ALGORITHMS = Set.of("ES256", "PS256", "RS256");

  /** Whether the users service issues the tokens. */
  boolean isUsersService() {
    return jwksUrl.isEmpty();
  }
}
