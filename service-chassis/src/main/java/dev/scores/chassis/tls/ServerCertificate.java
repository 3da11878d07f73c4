package dev.scores.chassis.tls;

import dev.scores.chassis.settings.InvalidSettingsException;
import dev.scores.chassis.settings.SecretFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificate chain of the server, its own certificate first, and the private key. Immutable.
 */
record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {

  private static final String CHAIN_SETTING = "TLS_CERTIFICATE";
  private static final String KEY_SETTING = "TLS_KEY";

  /** As text (RFC 7468, section 5). */
  private static final Pattern X509 =
      Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

  /** PKCS #8, as text (RFC 7468, section 10). */
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private static final Pattern OTHER_KEY =
      Pattern.compile("-----BEGIN (?:RSA|EC|ENCRYPTED) PRIVATE KEY-----");

  /** Signature algorithms by the algorithm of the key. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

  /** Those of keys that can be told from malformed ones. */
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "DSA");

  ServerCertificate {
    chain = List.copyOf(chain);
  }

  /**
   * Reads the certificate chain and the key, as PEM.
   *
   * @throws InvalidSettingsException if a file cannot be read or is no PEM file of this kind, if
   *     the certificates are not in order, or if the key does not belong to the first one
   */
  static ServerCertificate read(String chainFile, String keyFile) {
    List<X509Certificate> chain = chain(SecretFile.read(chainFile, CHAIN_SETTING));
    PublicKey publicKey = chain.getFirst().getPublicKey();
    if (!SIGNATURES.containsKey(publicKey.getAlgorithm())) {
      throw wrong(CHAIN_SETTING, "the key of the certificate must be RSA or EC");
    }
    PrivateKey key = key(SecretFile.read(keyFile, KEY_SETTING), publicKey);
    if (!belongsTo(publicKey, key)) {
      throw otherKey();
    }
    ServerCertificate read = new ServerCertificate(chain, key);
    // Checks the order of the chain.
    read.keyStore();
    return read;
  }

  /** When the first one of the chain expires. */
  Instant expiry() {
    return chain.stream()
        .map(certificate -> certificate.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /**
   * @throws InvalidSettingsException if the certificates are not in order
   */
  KeyStore keyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, null, chain.toArray(X509Certificate[]::new));
      return store;
    } catch (KeyStoreException disordered) {
      throw wrong(
          CHAIN_SETTING,
          "the certificates are not in order: each must be followed by the one that signs it");
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<X509Certificate> chain(String pem) {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Matcher block = X509.matcher(pem);
      while (block.find()) {
        byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
        chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
      }
    } catch (CertificateException | IllegalArgumentException malformed) {
      throw wrong(CHAIN_SETTING, "the file has a malformed certificate");
    }
    if (chain.isEmpty()) {
      throw wrong(CHAIN_SETTING, "the file has no certificate in PEM format");
    }
    return chain;
  }

  private static PrivateKey key(String pem, PublicKey publicKey) {
    Matcher block = PKCS8.matcher(pem);
    if (!block.find()) {
      throw wrong(
          KEY_SETTING,
          OTHER_KEY.matcher(pem).find()
              ? "the key must be in PKCS #8 format, not encrypted; openssl pkey converts it"
              : "the file has no private key in PEM format (PKCS #8)");
    }
    byte[] encoded;
    try {
      encoded = Base64.getMimeDecoder().decode(block.group(1));
    } catch (IllegalArgumentException malformed) {
      throw malformedKey();
    }
    return key(encoded, publicKey.getAlgorithm())
        .orElseThrow(
            () ->
                KEY_ALGORITHMS.stream().anyMatch(other -> key(encoded, other).isPresent())
                    ? otherKey()
                    : malformedKey());
  }

  /** Empty if it is malformed or of another algorithm. */
  private static Optional<PrivateKey> key(byte[] encoded, String algorithm) {
    try {
      return Optional.of(
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    } catch (InvalidKeySpecException otherOrMalformed) {
      return Optional.empty();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Whether the public key verifies what the private key signs. */
  private static boolean belongsTo(PublicKey publicKey, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(SIGNATURES.get(publicKey.getAlgorithm()));
      signature.initSign(key);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      return signature.verify(signed);
    } catch (GeneralSecurityException other) {
      return false;
    }
  }

  private static InvalidSettingsException malformedKey() {
    return wrong(KEY_SETTING, "the file has a malformed key");
  }

  private static InvalidSettingsException otherKey() {
    return wrong(
        KEY_SETTING, "the key does not belong to the first certificate in TLS_CERTIFICATE");
  }

  private static InvalidSettingsException wrong(String setting, String reason) {
    return new InvalidSettingsException(List.of("%s is wrong: %s".formatted(setting, reason)));
  }
}
