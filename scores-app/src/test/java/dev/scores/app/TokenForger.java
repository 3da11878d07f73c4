package dev.scores.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Creates valid, malformed and forged tokens. */
public final class TokenForger {

  private TokenForger() {}

  /** A key like those of the users service, including the private part. */
  public static ECKey key(String id) {
    return key(id, Curve.P_256, JWSAlgorithm.ES256, KeyUse.SIGNATURE);
  }

  static ECKey key(String id, Curve curve, JWSAlgorithm algorithm, KeyUse use) {
    try {
      return new ECKeyGenerator(curve).keyID(id).keyUse(use).algorithm(algorithm).generate();
    } catch (JOSEException fault) {
      throw new IllegalStateException(fault);
    }
  }

  /** A valid token of the user, issued now. */
  public static String token(ECKey key, int user) {
    return token(key, user, Instant.now(), claims -> claims);
  }

  /** A token of the user with changed claims. */
  public static String token(
      ECKey key, int user, Instant now, UnaryOperator<JWTClaimsSet.Builder> changes) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer("users")
            .audience("scores")
            .subject(Integer.toString(user))
            .jwtID(UUID.randomUUID().toString())
            .claim("gen", 0)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    return sign(header(key).build(), changes.apply(claims).build().toString(), signer(key));
  }

  static JWSHeader.Builder header(ECKey key) {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).type(JOSEObjectType.JWT).keyID(key.getKeyID());
  }

  static JWSSigner signer(ECKey key) {
    try {
      return new ECDSASigner(key);
    } catch (JOSEException fault) {
      throw new IllegalStateException(fault);
    }
  }

  static String sign(JWSHeader header, String payload, JWSSigner signer) {
    JWSObject token = new JWSObject(header, new Payload(payload));
    try {
      token.sign(signer);
    } catch (JOSEException fault) {
      throw new IllegalStateException(fault);
    }
    return token.serialize();
  }

  /** A token that a library would not create. */
  static String assemble(String header, String payload, String signature) {
    return Base64URL.encode(header) + "." + Base64URL.encode(payload) + "." + signature;
  }
}
