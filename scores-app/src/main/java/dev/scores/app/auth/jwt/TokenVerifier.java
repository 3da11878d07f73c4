package dev.scores.app.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.scores.domain.BearerToken;
import dev.scores.domain.Caller;
import dev.scores.domain.UserId;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges tokens: JWTs (RFC 7519), signed with ES256 and nothing else, whatever their header says
 * (RFC 8725, section 3.1), by a key that the header names and does not bring along.
 */
@Singleton
final class TokenVerifier {

  private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;
  private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,9}");

  private final DefaultJWTProcessor<Keys> processor = new DefaultJWTProcessor<>();

  /** The keys of one judgement. */
  private record Keys(JWKSet set) implements SecurityContext {}

  TokenVerifier(
      @Value("${auth.jwt.issuer}") String issuer,
      @Value("${auth.jwt.audience}") String audience,
      Clock clock) {
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            ALGORITHM, (selector, keys) -> selector.select(keys.set())));
    UsersClaims claims = new UsersClaims(issuer, audience, clock);
    processor.setJWTClaimsSetVerifier(claims::verify);
  }

  /** The token, where some key could make it good. */
  static Optional<SignedJWT> read(BearerToken token) {
    try {
      return Optional.of(SignedJWT.parse(token.value()))
          .filter(jwt -> ALGORITHM.equals(jwt.getHeader().getAlgorithm()))
          .filter(jwt -> jwt.getHeader().getKeyID() != null);
    } catch (ParseException other) {
      return Optional.empty();
    }
  }

  /** The token as a good one; none where it is not. */
  Optional<GoodToken> verify(SignedJWT token, JWKSet keys) {
    try {
      JWTClaimsSet claims = processor.process(token, new Keys(keys));
      return user(claims.getSubject())
          .map(Caller.Known::new)
          .map(user -> new GoodToken(user, claims.getExpirationTime().toInstant(), keys));
    } catch (BadJOSEException bad) {
      return Optional.empty();
    } catch (JOSEException fault) {
      throw new IllegalStateException("the token cannot be verified", fault);
    }
  }

  private static Optional<UserId> user(String subject) {
    return ID.matcher(subject).matches() ? UserId.of(Long.parseLong(subject)) : Optional.empty();
  }
}
