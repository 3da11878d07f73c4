package dev.scores.app.auth.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.time.Instant;

/**
 * Keys, and when they were asked for.
 *
 * @param keys one object for as long as they stay the same
 */
record KeySet(JWKSet keys, Instant asOf) {

  /** Those of somebody who has not asked yet. */
  static final KeySet NONE = new KeySet(new JWKSet(), Instant.EPOCH);

  KeySet followedBy(JWKSet told, Instant asked) {
    return new KeySet(told.equals(keys) ? keys : told, asked);
  }

  boolean isOlderThan(Duration age, Instant now) {
    return asOf.plus(age).isBefore(now);
  }
}
