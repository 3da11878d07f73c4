package dev.scores.app.auth.jwt;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.time.Duration;

/**
 * The settings of token verification.
 *
 * @param issuer the required claim {@code iss}
 * @param audience the required claim {@code aud}
 * @param keyRequestInterval the shortest time between two requests for the keys
 */
@ConfigurationProperties("auth.jwt")
record JwtProperties(String issuer, String audience, Duration keyRequestInterval) {}
