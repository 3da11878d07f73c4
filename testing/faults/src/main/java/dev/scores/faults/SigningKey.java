package dev.scores.faults;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** Generates keys for {@code JWT_SIGNING_KEY}. */
final class SigningKey {

  private SigningKey() {}

  /** Returns a new P-256 private key followed by its public key, as PEM. */
  static String make() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var key = generator.generateKeyPair();
      return pem("PRIVATE KEY", key.getPrivate().getEncoded())
          + pem("PUBLIC KEY", key.getPublic().getEncoded());
    } catch (GeneralSecurityException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static String pem(String label, byte[] encoded) {
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded));
  }
}
