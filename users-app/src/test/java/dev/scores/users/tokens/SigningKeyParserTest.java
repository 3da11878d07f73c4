package dev.scores.users.tokens;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyParserTest {

  private static final ECKey KEY = fresh(Curve.P_256);

  @Test
  void jwkIsParsed() {
    ECKey read = SigningKeyParser.parse(KEY.toJSONString());
    assertEquals(KEY.getD(), read.getD());
    assertEquals(KEY.getX(), read.getX());
    assertEquals("ES256", read.getAlgorithm().getName());
  }

  @Test
  void keyWithoutIdGetsItsThumbprint() throws JOSEException {
    assertEquals(
        KEY.computeThumbprint().toString(), SigningKeyParser.parse(KEY.toJSONString()).getKeyID());
    ECKey named = new ECKey.Builder(KEY).keyID("2026-11").build();
    assertEquals("2026-11", SigningKeyParser.parse(named.toJSONString()).getKeyID());
  }

  @Test
  void otherMembersOfAJwkAreIgnored() {
    ECKey limited = new ECKey.Builder(KEY).keyOperations(Set.of(KeyOperation.SIGN)).build();
    assertEquals(null, SigningKeyParser.parse(limited.toJSONString()).getKeyOperations());
  }

  @Test
  void pemIsParsedOnOneOrSeveralLines() throws JOSEException {
    String text =
        pem("PRIVATE KEY", KEY.toECPrivateKey())
            + "\n"
            + pem("PUBLIC KEY", KEY.toECPublicKey())
            + "\n";
    assertEquals(KEY.getD(), SigningKeyParser.parse(text.strip()).getD());
    assertEquals(KEY.getY(), SigningKeyParser.parse(text.replace("\n", " ").strip()).getY());
  }

  /** Skipped without openssl, which the command needs. */
  @Test
  @EnabledIf("opensslIsInstalled")
  void documentedCommandMakesAValidKey(@TempDir Path directory) throws Exception {
    List<String> commands =
        Files.readAllLines(Path.of("../.env.example")).stream()
            .filter(line -> line.matches("#   (openssl genpkey|echo \"JWT_SIGNING_KEY=).*"))
            .map(line -> line.substring(4))
            .toList();
    assertEquals(2, commands.size(), commands.toString());
    Process shell =
        new ProcessBuilder("bash", "-euc", String.join("\n", commands))
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String line = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertEquals(0, shell.waitFor(), line);
    assertTrue(line.matches("JWT_SIGNING_KEY='[^'\n]+'"), "not one line in single quotes");
    assertTrue(SigningKeyParser.parse(line.replaceAll(".*'(.*)'", "$1").strip()).isPrivate());
  }

  static boolean opensslIsInstalled() {
    try {
      return new ProcessBuilder("openssl", "version").start().waitFor() == 0;
    } catch (IOException none) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void halvesOfTwoKeysAreRejected() throws JOSEException {
    ECKey other = fresh(Curve.P_256);
    assertRejected(
        pem("PRIVATE KEY", KEY.toECPrivateKey()) + "\n" + pem("PUBLIC KEY", other.toECPublicKey()));
    assertRejected(new ECKey.Builder(other).d(KEY.getD()).build().toJSONString());
  }

  @Test
  void otherCurveOrMissingPrivateHalfIsRejected() throws JOSEException {
    assertRejected(fresh(Curve.P_384).toJSONString());
    assertRejected(KEY.toPublicJWK().toJSONString());
    assertRejected(pem("PUBLIC KEY", KEY.toECPublicKey()));
    assertRejected(pem("PRIVATE KEY", KEY.toECPrivateKey()));
    ECKey large = fresh(Curve.P_384);
    assertRejected(
        pem("PRIVATE KEY", large.toECPrivateKey())
            + "\n"
            + pem("PUBLIC KEY", large.toECPublicKey()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "{",
        "{}",
        "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}",
        "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----"
            + "-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----"
      })
  void otherTextIsRejectedAndNotQuoted(String text) {
    assertRejected(text);
  }

  @Test
  void verificationKeysAreJwkSetOrPublicPems() throws JOSEException {
    ECKey other = fresh(Curve.P_256);
    String pems =
        pem("PUBLIC KEY", KEY.toECPublicKey()) + "\n" + pem("PUBLIC KEY", other.toECPublicKey());
    String pair =
        pem("PRIVATE KEY", KEY.toECPrivateKey()) + "\n" + pem("PUBLIC KEY", KEY.toECPublicKey());
    List<ECKey> both =
        List.of(
            SigningKeyParser.parse(KEY.toJSONString()),
            SigningKeyParser.parse(other.toJSONString()));
    List<ECKey> expected = both.stream().map(ECKey::toPublicJWK).toList();
    assertEquals(expected, SigningKeyParser.parseSeveral(pems));
    assertEquals(expected, SigningKeyParser.parseSeveral(pems.replace("\n", " ")));
    assertEquals(
        expected, SigningKeyParser.parseSeveral(new JWKSet(List.of(KEY, other)).toString(false)));
    assertEquals(
        expected.subList(0, 1), SigningKeyParser.parseSeveral(KEY.toPublicJWK().toJSONString()));
    assertEquals(expected.subList(0, 1), SigningKeyParser.parseSeveral(KEY.toJSONString()));
    assertEquals(expected.subList(0, 1), SigningKeyParser.parseSeveral(pair));
  }

  @Test
  void invalidVerificationKeysAreRejected() throws JOSEException {
    for (String text :
        List.of(
            "secret",
            "{}",
            "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}",
            fresh(Curve.P_384).toPublicJWK().toJSONString(),
            pem("PUBLIC KEY", fresh(Curve.P_384).toECPublicKey()),
            pem("PRIVATE KEY", KEY.toECPrivateKey()),
            pem("PUBLIC KEY", KEY.toECPublicKey()) + "x")) {
      assertThrows(IllegalArgumentException.class, () -> SigningKeyParser.parseSeveral(text), text);
    }
  }

  private static void assertRejected(String text) {
    IllegalArgumentException rejected =
        assertThrows(IllegalArgumentException.class, () -> SigningKeyParser.parse(text));
    assertEquals("not a signing key", rejected.getMessage());
    assertTrue(rejected.getCause() == null);
  }

  private static String pem(String label, Key key) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----"
        .formatted(
            label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()));
  }

  private static ECKey fresh(Curve curve) {
    try {
      return new ECKeyGenerator(curve).generate();
    } catch (JOSEException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
