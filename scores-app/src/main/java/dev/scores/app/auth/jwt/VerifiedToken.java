package dev.scores.app.auth.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import dev.scores.domain.Caller;
import java.time.Instant;

/**
 * A token that passed verification.
 *
 * @param expires the time from which it is no longer valid
 * @param keys with which it was verified
 */
record VerifiedToken(Caller.Known caller, Instant expires, JWKSet keys) {

  boolean isValid(JWKSet known, Instant now) {
    return now.isBefore(expires) && keys.equals(known);
  }
}
