package dev.scores.app.auth.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.scores.app.auth.jwt.VerificationResult.Rejected;
import dev.scores.app.auth.jwt.VerificationResult.Valid;
import dev.scores.chassis.security.SecurityReason;
import dev.scores.chassis.tokens.SignedToken;
import dev.scores.domain.Caller;
import jakarta.inject.Singleton;
import java.security.Key;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies tokens: first the signature with the keys of the issuer, then the claims. Stateless and
 * thread-safe.
 */
@Singleton
final class TokenVerifier {

  private final JwtProperties properties;
  private final ClaimsVerifier claimsVerifier;
  private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

  TokenVerifier(JwtProperties properties, Clock clock) {
    this.properties = properties;
    this.claimsVerifier = new ClaimsVerifier(properties.issuer(), properties.audience(), clock);
  }

  /** Parses any text; empty if no key could make it a valid token. */
  Optional<SignedToken> parse(String text) {
    return properties.isUsersService()
        ? SignedToken.parse(text)
        : SignedToken.parse(text, JwtProperties.ALGORITHMS);
  }

  VerificationResult verify(SignedToken token, JWKSet keys) {
    return isSigned(token, keys)
        ? token
            .claims()
            .map(claims -> verifyClaims(claims, keys))
            .orElseGet(() -> new Rejected(SecurityReason.MALFORMED))
        : new Rejected(SecurityReason.BAD_SIGNATURE);
  }

  /** Tries the keys of this id whose type, use and algorithm fit that of the token. */
  private boolean isSigned(SignedToken token, JWKSet keys) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.parse(token.algorithm())).keyID(token.keyId()).build();
    @Nullable JWKMatcher matcher = JWKMatcher.forJWSHeader(header);
    for (JWK key : new JWKSelector(matcher).select(keys)) {
      if (isSigned(token, header, key)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSigned(SignedToken token, JWSHeader header, JWK key) {
    try {
      Key publicKey = ((AsymmetricJWK) key).toPublicKey();
      return verifiers
          .createJWSVerifier(header, publicKey)
          .verify(header, token.signedBytes(), Base64URL.encode(token.signature()));
    } catch (JOSEException fault) {
      throw new IllegalStateException("a key of the issuer is not usable", fault);
    }
  }

  private VerificationResult verifyClaims(String json, JWKSet keys) {
    try {
      JWTClaimsSet claims = JWTClaimsSet.parse(json);
      claimsVerifier.verify(claims, null);
      return PrincipalClaims.of(claims, properties)
          .map(Caller.Known::new)
          .<VerificationResult>map(
              caller ->
                  new Valid(
                      new VerifiedToken(caller, claims.getExpirationTime().toInstant(), keys)))
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
}
