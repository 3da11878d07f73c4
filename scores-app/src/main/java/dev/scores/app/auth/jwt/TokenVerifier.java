package dev.scores.app.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.scores.app.auth.jwt.VerificationResult.Rejected;
import dev.scores.app.auth.jwt.VerificationResult.Valid;
import dev.scores.chassis.security.SecurityReason;
import dev.scores.chassis.tokens.SignedToken;
import dev.scores.domain.Caller;
import dev.scores.domain.UserId;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens: first the ES256 signature with the keys of the users service, then the claims.
 * Stateless and thread-safe.
 */
@Singleton
final class TokenVerifier {

  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,9}");

  private final ClaimsVerifier claimsVerifier;

  TokenVerifier(JwtProperties properties, Clock clock) {
    this.claimsVerifier = new ClaimsVerifier(properties.issuer(), properties.audience(), clock);
  }

  VerificationResult verify(SignedToken token, JWKSet keys) {
    return isSigned(token, keys)
        ? token
            .claims()
            .map(claims -> verifyClaims(claims, keys))
            .orElseGet(() -> new Rejected(SecurityReason.MALFORMED))
        : new Rejected(SecurityReason.BAD_SIGNATURE);
  }

  private static boolean isSigned(SignedToken token, JWKSet keys) {
    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(token.keyId()).build();
    @Nullable JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
    for (JWK key : new JWKSelector(matcher).select(keys)) {
      if (isSigned(token, key.toECKey())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSigned(SignedToken token, ECKey key) {
    try {
      return token.isSignedBy(key.toECPublicKey());
    } catch (JOSEException fault) {
      throw new IllegalStateException("a key of the users service is not usable", fault);
    }
  }

  private VerificationResult verifyClaims(String json, JWKSet keys) {
    try {
      JWTClaimsSet claims = JWTClaimsSet.parse(json);
      claimsVerifier.verify(claims, null);
      return user(claims.getSubject())
          .map(Caller.Known::new)
          .<VerificationResult>map(
              user ->
                  new Valid(new VerifiedToken(user, claims.getExpirationTime().toInstant(), keys)))
          .orElseGet(() -> new Rejected(SecurityReason.BAD_CLAIMS));
    } catch (ExpiredJWTException expired) {
      return new Rejected(SecurityReason.EXPIRED);
    } catch (BadJWTException invalid) {
      return new Rejected(SecurityReason.BAD_CLAIMS);
    } catch (ParseException | RuntimeException malformed) {
      // A claim has the wrong type or is out of range; the library throws various exceptions.
      return new Rejected(SecurityReason.MALFORMED);
    }
  }

  private static Optional<UserId> user(String subject) {
    return ID.matcher(subject).matches() ? UserId.of(Long.parseLong(subject)) : Optional.empty();
  }
}
