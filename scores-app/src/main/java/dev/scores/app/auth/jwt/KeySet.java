package dev.scores.app.auth.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.time.Instant;

/**
 * The keys of the users service and the time at which they were requested.
 *
 * @param keys the same object as long as the keys do not change
 */
record KeySet(JWKSet keys, Instant requestedAt) {

  /** The keys before the first request. */
  static final KeySet NONE = new KeySet(new JWKSet(), Instant.EPOCH);

  KeySet updatedWith(JWKSet received, Instant requestedAt) {
    return new KeySet(received.equals(keys) ? keys : received, requestedAt);
  }

  boolean isOlderThan(Duration age, Instant now) {
    return requestedAt.plus(age).isBefore(now);
  }
}
