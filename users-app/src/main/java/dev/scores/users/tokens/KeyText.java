package dev.scores.users.tokens;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A signing key as an operator writes it down. */
final class KeyText {

  static final String FORM =
      "a private key of the curve P-256, as a JWK, or as PEM with its public key behind it (openssl"
          + " genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256, then openssl pkey -pubout)";

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN PRIVATE KEY-----(?<private>[A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*"
              + "-----BEGIN PUBLIC KEY-----(?<public>[A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

  private KeyText() {}

  /**
   * The key, named by its thumbprint (RFC 7638) where it has no name.
   *
   * @throws IllegalArgumentException where the text is not of the {@link #FORM}, or where the two
   *     halves are not of one key; the message does not say what the text is
   */
  static ECKey parse(String text) {
    try {
      ECKey key = text.startsWith("{") ? ECKey.parse(text) : pem(text);
      // Anew, without what else a JWK may say: operations that it is limited to, say.
      ECKey named =
          new ECKey.Builder(key.getCurve(), key.getX(), key.getY())
              .d(key.getD())
              .keyID(key.getKeyID() == null ? key.computeThumbprint().toString() : key.getKeyID())
              .keyUse(KeyUse.SIGNATURE)
              .algorithm(JWSAlgorithm.ES256)
              .build();
      requireThatItSigns(named);
      return named;
    } catch (ParseException
        | JOSEException
        | GeneralSecurityException
        | IllegalStateException notSuch) {
      throw new IllegalArgumentException("no signing key");
    }
  }

  private static ECKey pem(String text) throws GeneralSecurityException {
    Matcher pem = PEM.matcher(text);
    if (!pem.matches()) {
      throw new IllegalArgumentException("no signing key");
    }
    KeyFactory keys = KeyFactory.getInstance("EC");
    Base64.Decoder base64 = Base64.getMimeDecoder();
    byte[] publicKey = base64.decode(pem.group("public"));
    byte[] privateKey = base64.decode(pem.group("private"));
    return new ECKey.Builder(
            Curve.P_256, (ECPublicKey) keys.generatePublic(new X509EncodedKeySpec(publicKey)))
        .privateKey((ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(privateKey)))
        .build();
  }

  private static void requireThatItSigns(ECKey key) throws JOSEException {
    byte[] message = {1};
    JWSHeader header = new JWSHeader(JWSAlgorithm.ES256);
    boolean verified =
        key.isPrivate()
            && new ECDSAVerifier(key)
                .verify(header, message, new ECDSASigner(key).sign(header, message));
    if (!verified) {
      throw new IllegalArgumentException("no signing key");
    }
  }
}
