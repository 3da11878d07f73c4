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
import dev.scores.app.auth.jwt.VerificationResult.Good;
import dev.scores.app.auth.jwt.VerificationResult.Refused;
import dev.scores.chassis.security.SecurityReason;
import dev.scores.chassis.tokens.SignedToken;
import dev.scores.domain.Caller;
import dev.scores.domain.UserId;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens: first the signature, by a key that the users service publishes for ES256, then
 * the claims. Stateless.
 */
@Singleton
final class TokenVerifier {

  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,9}");

  private final UsersClaims expected;

  TokenVerifier(
      @Value("${auth.jwt.issuer}") String issuer,
      @Value("${auth.jwt.audience}") String audience,
      Clock clock) {
    this.expected = new UsersClaims(issuer, audience, clock);
  }

  VerificationResult verify(SignedToken token, JWKSet keys) {
    return isSigned(token, keys)
        ? token
            .claims()
            .map(claims -> judged(claims, keys))
            .orElseGet(() -> new Refused(SecurityReason.MALFORMED))
        : new Refused(SecurityReason.BAD_SIGNATURE);
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
      throw new IllegalStateException("a key of the users service cannot be used", fault);
    }
  }

  private VerificationResult judged(String json, JWKSet keys) {
    try {
      JWTClaimsSet claims = JWTClaimsSet.parse(json);
      expected.verify(claims, null);
      return user(claims.getSubject())
          .map(Caller.Known::new)
          .<VerificationResult>map(
              user ->
                  new Good(new VerifiedToken(user, claims.getExpirationTime().toInstant(), keys)))
          .orElseGet(() -> new Refused(SecurityReason.BAD_CLAIMS));
    } catch (ExpiredJWTException late) {
      return new Refused(SecurityReason.EXPIRED);
    } catch (BadJWTException foreign) {
      return new Refused(SecurityReason.BAD_CLAIMS);
    } catch (ParseException | RuntimeException otherForm) {
      // A claim of another type or out of range, however the library says so.
      return new Refused(SecurityReason.MALFORMED);
    }
  }

  private static Optional<UserId> user(String subject) {
    return ID.matcher(subject).matches() ? UserId.of(Long.parseLong(subject)) : Optional.empty();
  }
}
