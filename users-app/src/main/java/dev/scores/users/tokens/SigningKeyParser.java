package dev.scores.users.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the keys in the settings: JWK, JWK Set or PEM. */
final class SigningKeyParser {

  static final String FORM =
      "a private key of the curve P-256, as a JWK, or as PEM followed by its public key (openssl"
          + " genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256, then openssl pkey -pubout)";

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN PRIVATE KEY-----(?<private>[A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*"
              + "-----BEGIN PUBLIC KEY-----(?<public>[A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  static final String SEVERAL =
      "keys of the curve P-256: a JWK, a JWK Set, or concatenated public keys as PEM";

  private static final Pattern PUBLIC_PEM =
      Pattern.compile(
          "-----BEGIN PUBLIC KEY-----(?<public>[A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  private static final Pattern PEMS =
      Pattern.compile(
          "(?:-----BEGIN (PUBLIC|PRIVATE) KEY-----[A-Za-z0-9+/=\\s]+-----END \\1 KEY-----\\s*)+");

  private SigningKeyParser() {}

  /**
   * Parses the signing key. Its id is the given one, otherwise its thumbprint (RFC 7638).
   *
   * @throws IllegalArgumentException if the text is not of the {@link #FORM}, or the two halves do
   *     not belong together; the message does not quote the text
   */
  static ECKey parse(String text) {
    try {
      ECKey key = named(text.startsWith("{") ? ECKey.parse(text) : pem(text));
      requireMatchingHalves(key);
      return key;
    } catch (ParseException
        | JOSEException
        | GeneralSecurityException
        | IllegalStateException invalid) {
      throw new IllegalArgumentException("not a signing key");
    }
  }

  /**
   * Parses verification keys; ids as in {@link #parse}. Private halves are dropped.
   *
   * @throws IllegalArgumentException if the text is not of the form {@link #SEVERAL}
   */
  static List<ECKey> parseSeveral(String text) {
    try {
      List<ECKey> keys = new ArrayList<>();
      for (ECKey key : text.startsWith("{") ? jwks(text) : publicPems(text)) {
        keys.add(named(key).toPublicJWK());
      }
      return keys;
    } catch (ParseException
        | JOSEException
        | GeneralSecurityException
        | ClassCastException
        | IllegalStateException invalid) {
      throw new IllegalArgumentException("not verification keys");
    }
  }

  private static List<ECKey> jwks(String text) throws ParseException {
    Map<String, Object> json = JSONObjectUtils.parse(text);
    return json.containsKey("keys")
        ? JWKSet.parse(json).getKeys().stream().map(JWK::toECKey).toList()
        : List.of(ECKey.parse(json));
  }

  private static List<ECKey> publicPems(String text) throws GeneralSecurityException {
    Matcher pems = PUBLIC_PEM.matcher(text);
    if (!PEMS.matcher(text).matches() || !pems.find()) {
      throw new IllegalArgumentException("not verification keys");
    }
    List<ECKey> keys = new ArrayList<>();
    do {
      keys.add(new ECKey.Builder(Curve.P_256, publicKey(pems.group("public"))).build());
    } while (pems.find());
    return keys;
  }

  /** A copy without other members of the JWK, such as {@code key_ops}. */
  private static ECKey named(ECKey key) throws JOSEException {
    if (!key.getCurve().equals(Curve.P_256)) {
      throw new IllegalArgumentException("not a signing key");
    }
    return new ECKey.Builder(key.getCurve(), key.getX(), key.getY())
        .d(key.getD())
        .keyID(key.getKeyID() == null ? key.computeThumbprint().toString() : key.getKeyID())
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(JWSAlgorithm.ES256)
        .build();
  }

  private static ECPublicKey publicKey(String base64) throws GeneralSecurityException {
    return (ECPublicKey)
        KeyFactory.getInstance("EC")
            .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
  }

  private static ECKey pem(String text) throws GeneralSecurityException {
    Matcher pem = PEM.matcher(text);
    if (!pem.matches()) {
      throw new IllegalArgumentException("not a signing key");
    }
    byte[] privateKey = Base64.getMimeDecoder().decode(pem.group("private"));
    return new ECKey.Builder(Curve.P_256, publicKey(pem.group("public")))
        .privateKey(
            (ECPrivateKey)
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(privateKey)))
        .build();
  }

  private static void requireMatchingHalves(ECKey key) throws JOSEException {
    byte[] message = {1};
    JWSHeader header = new JWSHeader(JWSAlgorithm.ES256);
    boolean verified =
        key.isPrivate()
            && new ECDSAVerifier(key)
                .verify(header, message, new ECDSASigner(key).sign(header, message));
    if (!verified) {
      throw new IllegalArgumentException("not a signing key");
    }
  }
}
