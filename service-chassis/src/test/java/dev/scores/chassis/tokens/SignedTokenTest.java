package dev.scores.chassis.tokens;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedTokenTest {

  private static final KeyPair KEYS = keys();
  private static final ECPublicKey KEY = (ECPublicKey) KEYS.getPublic();
  private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"ES256\",\"kid\":\"k1\"}";
  private static final String CLAIMS = "{\"sub\":\"7\"}";
  private static final String TOKEN = token(HEADER, CLAIMS);
  private static final Set<String> ALGORITHMS = Set.of("ES256", "RS256");

  @Test
  void tokenNamesItsKeyAndItsClaims() {
    SignedToken token = SignedToken.parse(TOKEN).orElseThrow();
    assertEquals("k1", token.keyId());
    assertTrue(token.isSignedBy(KEY));
    assertFalse(token.isSignedBy((ECPublicKey) keys().getPublic()));
    assertEquals(Optional.of(CLAIMS), token.claims());
    assertEquals("SignedToken[hidden]", token.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "7",
        "-1e999999999",
        "\"ES256\"",
        "[]",
        "[{\"alg\":\"ES256\"}]",
        "",
        "{",
        "{}",
        "{\"alg\":\"ES256\"}",
        "{\"alg\":\"ES256\",\"kid\":null}",
        "{\"alg\":\"ES256\",\"kid\":7}",
        "{\"alg\":\"ES256\",\"kid\":[\"k1\"]}",
        "{\"alg\":\"ES256\",\"kid\":{\"k1\":1}}",
        "{\"alg\":\"none\",\"kid\":\"k1\"}",
        "{\"alg\":\"HS256\",\"kid\":\"k1\"}",
        "{\"alg\":\"es256\",\"kid\":\"k1\"}",
        "{\"alg\":null,\"kid\":\"k1\"}",
        "{\"alg\":[\"ES256\"],\"kid\":\"k1\"}",
        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":7}",
        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"at+jwt\"}",
        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"crit\":[\"exp\"]}",
        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"crit\":null}",
        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"b64\":false}",
        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"kid\":\"k2\"}",
        "{\"alg\":\"none\",\"alg\":\"ES256\",\"kid\":\"k1\"}",
        "{\"alg\":\"ES256\",\"kid\":\"k1\"} {}",
        "{\"alg\":\"ES256\",\"kid\":\"k1\",}"
      })
  void oddHeaderIsMalformedThoughSigned(String header) {
    assertTrue(SignedToken.parse(token(header, CLAIMS)).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"ES256\",\"kid\":\"k1\"}",
        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"jwt\"}",
        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"zip\":\"DEF\",\"jwk\":7,\"x5c\":{},\"jku\":[[1e99999]]}"
      })
  void otherHeaderMembersAreIgnored(String header) {
    assertTrue(SignedToken.parse(token(header, CLAIMS)).orElseThrow().isSignedBy(KEY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"RS256\",\"kid\":\"k1\",\"typ\":\"at+jwt\"}",
        "{\"alg\":\"ES256\",\"kid\":\"k1\",\"typ\":\"AT+JWT\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k1\"}"
      })
  void otherIssuersHaveOtherAlgorithmsAndTypes(String header) {
    String token = token(header, CLAIMS);
    assertTrue(SignedToken.parse(token).isEmpty());
    assertEquals(Optional.of("k1"), SignedToken.parse(token, ALGORITHMS).map(SignedToken::keyId));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"alg\":\"none\",\"kid\":\"k1\"}",
        "{\"alg\":\"HS256\",\"kid\":\"k1\"}",
        "{\"alg\":\"rs256\",\"kid\":\"k1\"}",
        "{\"alg\":[\"RS256\"],\"kid\":\"k1\"}",
        "{\"alg\":\"RS256\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k1\",\"typ\":\"dpop+jwt\"}",
        "{\"alg\":\"RS256\",\"kid\":\"k1\",\"crit\":[\"exp\"]}"
      })
  void algorithmThatIsNotAllowedIsMalformed(String header) {
    assertTrue(SignedToken.parse(token(header, CLAIMS), ALGORITHMS).isEmpty());
  }

  @Test
  void es256DoesNotVerifyTokensOfOtherAlgorithms() {
    String header = "{\"alg\":\"RS256\",\"kid\":\"k1\"}";
    assertFalse(SignedToken.parse(token(header, CLAIMS), ALGORITHMS).orElseThrow().isSignedBy(KEY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "[]", "\"{}\"", "", "{\"a\":1,\"a\":2}", "{} {}", "{\"a\":"})
  void payloadOtherThanAnObjectHasNoClaims(String payload) {
    assertEquals(
        Optional.empty(), SignedToken.parse(token(HEADER, payload)).flatMap(SignedToken::claims));
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "!!!!!", "=", "==", " ", "\n", "A", "AA", ".", ".x", "~", "+", "/"})
  void nothingMayBeAppended(String more) {
    assertFalse(isValid(TOKEN + more));
    assertFalse(isValid(TOKEN + more.repeat(7_500 / more.length())));
  }

  @Test
  void nonCanonicalTextIsRejected() {
    assertTrue(isValid(TOKEN));
    for (int i = 0; i <= TOKEN.length(); i++) {
      for (String inserted : new String[] {"=", "!", " ", "\r\n", ".", "\u00e9", "%20"}) {
        assertFalse(isValid(TOKEN.substring(0, i) + inserted + TOKEN.substring(i)));
      }
    }
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/";
    int payload = TOKEN.indexOf('.') + 1;
    int signature = TOKEN.lastIndexOf('.') + 1;
    for (int i : new int[] {payload - 2, signature - 2, TOKEN.length() - 1}) {
      for (int j = 0; j < alphabet.length(); j++) {
        String changed = TOKEN.substring(0, i) + alphabet.charAt(j) + TOKEN.substring(i + 1);
        assertTrue(changed.equals(TOKEN) || !isValid(changed), changed);
      }
    }
  }

  /** ECDSA signatures are malleable, so both services rely on the claims and not on the text. */
  @Test
  void malleatedSignatureIsValid() {
    int start = TOKEN.lastIndexOf('.') + 1;
    byte[] signature = Base64.getUrlDecoder().decode(TOKEN.substring(start));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    byte[] twin = KEY.getParams().getOrder().subtract(s).toByteArray();
    for (int i = 0; i < 32; i++) {
      int at = twin.length - 32 + i;
      signature[32 + i] = at < 0 ? 0 : twin[at];
    }
    assertTrue(isValid(TOKEN.substring(0, start) + encoded(signature)));
  }

  @Test
  void randomTextDoesNotThrow() {
    Random random = new Random(19);
    for (int i = 0; i < 2_000; i++) {
      char[] text = TOKEN.toCharArray();
      for (int j = random.nextInt(4); j >= 0; j--) {
        text[random.nextInt(text.length)] = (char) random.nextInt(i % 2 == 0 ? 128 : 65_536);
      }
      String changed = new String(text);
      assertTrue(changed.equals(TOKEN) || !isValid(changed));
      byte[] header = new byte[random.nextInt(40)];
      random.nextBytes(header);
      assertFalse(isValid(encoded(header) + TOKEN.substring(TOKEN.indexOf('.'))));
    }
  }

  private static boolean isValid(String text) {
    return SignedToken.parse(text)
        .filter(token -> token.isSignedBy(KEY))
        .flatMap(SignedToken::claims)
        .isPresent();
  }

  private static String token(String header, String payload) {
    String signed = encoded(header.getBytes(UTF_8)) + "." + encoded(payload.getBytes(UTF_8));
    try {
      Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(KEYS.getPrivate());
      signer.update(signed.getBytes(UTF_8));
      return signed + "." + encoded(signer.sign());
    } catch (GeneralSecurityException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
