package dev.scores.chassis.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.chassis.settings.InvalidSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCertificateTest {

  private static TestCertificate certificate;
  private static TestCertificate other;

  @TempDir Path directory;

  @BeforeAll
  static void make() {
    certificate = TestCertificate.of("EC");
    other = TestCertificate.of("EC");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void bothFilesAreRead(String algorithm) {
    TestCertificate written = TestCertificate.of(algorithm);
    ServerCertificate read = read(written.chain(), written.key());
    assertEquals(List.of(written.certificate()), read.chain());
    assertEquals(read, read(written.chain(), written.key()));
    assertNotEquals(read, read(certificate.chain(), certificate.key()));
  }

  @Test
  void chainKeepsItsOrderAndExpiresWithItsFirstCertificateToExpire() {
    TestCertificate expired = TestCertificate.expired();
    ServerCertificate read =
        read(
            "Subject: a comment\n" + certificate.chain() + "\n" + expired.chain(),
            "a comment\n" + certificate.key());
    assertEquals(
        read, read(certificate.chain() + certificate.key() + expired.chain(), certificate.key()));
    assertEquals(List.of(certificate.certificate(), expired.certificate()), read.chain());
    assertEquals(expired.certificate().getNotAfter().toInstant(), read.expiry());
  }

  @Test
  void wrongCertificateIsNamed() {
    assertEquals(
        "TLS_CERTIFICATE is wrong: the file has no certificate in PEM format",
        wrong("text", certificate.key()));
    assertEquals(
        "TLS_CERTIFICATE is wrong: the file has a malformed certificate",
        wrong("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", certificate.key()));
    assertEquals(
        "TLS_CERTIFICATE is wrong: the certificates are not in order: each must be followed by the"
            + " one that signs it",
        wrong(certificate.chain() + TestCertificate.ofOtherName().chain(), certificate.key()));
    assertEquals(
        "TLS_CERTIFICATE is wrong: there is no such file",
        assertThrows(
                InvalidSettingsException.class,
                () -> ServerCertificate.read(directory + "/none", directory + "/none"))
            .lines()
            .getFirst());
  }

  @Test
  void wrongKeyIsNamed() {
    assertEquals(
        "TLS_KEY is wrong: the file has no private key in PEM format (PKCS #8)",
        wrong(certificate.chain(), certificate.chain()));
    assertEquals(
        "TLS_KEY is wrong: the key must be in PKCS #8 format, not encrypted; openssl pkey converts"
            + " it",
        wrong(certificate.chain(), certificate.key().replace("PRIVATE", "EC PRIVATE")));
    assertEquals(
        "TLS_KEY is wrong: the file has a malformed key",
        wrong(certificate.chain(), "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n"));
    String otherKey =
        "TLS_KEY is wrong: the key does not belong to the first certificate in TLS_CERTIFICATE";
    assertEquals(
        "TLS_KEY is wrong: the file has a malformed key",
        wrong(
            certificate.chain(), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
    assertEquals(otherKey, wrong(certificate.chain(), other.key()));
    assertEquals(otherKey, wrong(certificate.chain(), TestCertificate.of("RSA").key()));
  }

  @Test
  void certificateAndKeyAreSetTogether() {
    assertEquals(
        "TLS_CERTIFICATE and TLS_KEY belong together: TLS_KEY is not set",
        assertThrows(
                InvalidSettingsException.class,
                () -> TlsSettings.check(Map.of("tls.certificate", "x")))
            .lines()
            .getFirst());
    assertEquals(
        "TLS_CERTIFICATE and TLS_KEY belong together: TLS_CERTIFICATE is not set",
        assertThrows(
                InvalidSettingsException.class, () -> TlsSettings.check(Map.of("tls.key", "x")))
            .lines()
            .getFirst());
    TlsSettings.check(Map.of());
  }

  private String wrong(String chain, String key) {
    return assertThrows(InvalidSettingsException.class, () -> read(chain, key)).lines().getFirst();
  }

  private ServerCertificate read(String chain, String key) {
    try {
      return ServerCertificate.read(
          Files.writeString(directory.resolve("chain.pem"), chain).toString(),
          Files.writeString(directory.resolve("key.pem"), key).toString());
    } catch (IOException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
