package dev.scores.app.auth.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import dev.scores.domain.Caller;
import java.time.Instant;

/**
 * A token that was found good.
 *
 * @param expires when it is so no longer
 * @param keys by which it was judged
 */
record VerifiedToken(Caller.Known caller, Instant expires, JWKSet keys) {

  boolean isGood(JWKSet known, Instant now) {
    return now.isBefore(expires) && keys.equals(known);
  }
}
