package dev.scores.users;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Predicate.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.util.Base64URL;
import dev.scores.users.UsersTestServer.Response;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Tokens with unusual headers or claims, and other encodings of a valid token, return 401 and cause
 * no fault.
 */
class OddTokensTest {

  private static final String INVALID =
      "{\"status\":\"error\",\"message\":\"Invalid token. Please log in again.\","
          + "\"code\":\"invalid_token\"}";

  private static UsersTestServer service;
  private static String token;
  private static String[] parts;

  @BeforeAll
  static void start() {
    service = UsersTestServer.start();
    token = service.register("ada");
    parts = token.split("\\.", -1);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void headerOfNullReturns401WithoutAFault() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    ListAppender<ILoggingEvent> captured = new ListAppender<>();
    captured.start();
    root.setLevel(Level.INFO);
    root.addAppender(captured);
    try {
      service.status("bnVsbA.e30.AA").is(401, INVALID);
    } finally {
      root.detachAppender(captured);
      root.setLevel(before);
    }
    // The security event may be missing: the lines of other tests count towards its limit.
    assertEquals(
        List.of(),
        List.copyOf(captured.list).stream()
            .map(
                line ->
                    "%s %s %s"
                        .formatted(
                            line.getLoggerName(), line.getLevel(), line.getFormattedMessage()))
            .filter(not("security INFO token rejected: malformed (client 127.0.0.1)"::equals))
            .toList());
  }

  static Stream<String> oddHeaders() {
    String kid = "\"kid\":\"" + UsersTestServer.KEY.getKeyID() + "\"";
    return Stream.of(
        "null",
        "[]",
        "7",
        "\"x\"",
        "true",
        "{}",
        "{\"alg\":null," + kid + "}",
        "{\"alg\":7," + kid + "}",
        "{\"alg\":[\"ES256\"]," + kid + "}",
        "{\"alg\":\"none\"," + kid + "}",
        "{\"alg\":\"HS256\"," + kid + "}",
        "{\"alg\":\"ES256\"}",
        "{\"alg\":\"ES256\",\"kid\":7}",
        "{\"alg\":\"ES256\",\"kid\":[]}",
        "{\"alg\":\"ES256\",\"kid\":{}}",
        "{\"alg\":\"ES256\",\"alg\":\"ES256\"," + kid + "}",
        "{\"alg\":\"ES256\",\"typ\":{}," + kid + "}",
        "{\"alg\":\"ES256\",\"crit\":[]," + kid + "}",
        "{\"alg\":\"ES256\",\"crit\":[\"b64\"],\"b64\":false," + kid + "}",
        "{\"alg\":\"ES256\",\"b64\":0," + kid + "}",
        "{\"alg\":\"ES256\",\"zip\":\"DEF\"," + kid + "}",
        "{\"alg\":\"ES256\",\"jwk\":null,\"x5c\":7,\"jku\":\"::\"," + kid + "}",
        "{\"alg\":\"ES256\",\"n\":1e999999999," + kid + "}",
        "{\"alg\":\"ES256\",\"n\":" + "[".repeat(900) + "]".repeat(900) + "," + kid + "}");
  }

  @ParameterizedTest
  @MethodSource("oddHeaders")
  void oddHeaderReturns401(String header) {
    String encoded = Base64URL.encode(header).toString();
    service.status(encoded + "." + parts[1] + "." + parts[2]).is(401, INVALID);
    service.status(encoded + ".e30.AA").is(401, INVALID);
  }

  static Stream<Arguments> oddClaims() {
    return Stream.of(
        arguments("\"exp\":[0-9]+", "\"exp\":\"tomorrow\""),
        arguments("\"exp\":[0-9]+", "\"exp\":null"),
        arguments("\"exp\":[0-9]+", "\"exp\":[]"),
        arguments("\"exp\":[0-9]+", "\"exp\":true"),
        arguments("\"exp\":[0-9]+", "\"exp\":1e999999999"),
        arguments("\"iat\":[0-9]+", "\"iat\":{}"),
        arguments("\"gen\":[0-9]+", "\"gen\":null"),
        arguments("\"gen\":[0-9]+", "\"gen\":\"1\""),
        arguments("\"gen\":[0-9]+", "\"gen\":0"),
        arguments("\"gen\":[0-9]+", "\"gen\":-1"),
        arguments("\"gen\":[0-9]+", "\"gen\":99999999999999999999"),
        arguments("\"sub\":\"[0-9]+\"", "\"sub\":[\"1\"]"),
        arguments("\"sub\":\"[0-9]+\"", "\"sub\":\"0\""),
        arguments("\"sub\":\"[0-9]+\"", "\"sub\":\"99999999999\""),
        arguments("\"jti\":\"[^\"]+\"", "\"jti\":\"7\""),
        arguments("\"jti\":\"[^\"]+\"", "\"jti\":null"),
        arguments("\"aud\":\"scores\"", "\"aud\":[null]"),
        arguments("\"aud\":\"scores\"", "\"aud\":{}"),
        arguments("\"iss\":\"users\"", "\"iss\":[\"users\"]"),
        arguments("\\{", "{\"iss\":\"others\","),
        arguments("^.*$", "null"),
        arguments("^.*$", "[]"),
        arguments("^.*$", "7"),
        arguments("^.*$", "{\"exp\":9999999999}"),
        arguments("^.*$", ""));
  }

  @ParameterizedTest
  @MethodSource("oddClaims")
  void signedTokenWithOddClaimReturns401(String from, String to) {
    String claims = new Base64URL(parts[1]).decodeToString().replaceFirst(from, to);
    service.status(signed(parts[0], claims)).is(401, INVALID);
  }

  @Test
  void farExpiryCausesNoFault() {
    String claims = new Base64URL(parts[1]).decodeToString();
    for (String exp : List.of("-1", "-1e300", "0", "1.5")) {
      Response response = service.status(signed(parts[0], withExpiry(claims, exp)));
      assertEquals(401, response.status(), exp);
    }
    for (String exp :
        List.of("9223372036854775807", "1e300", "253402300800", "31556889864403200")) {
      int status = service.status(signed(parts[0], withExpiry(claims, exp))).status();
      assertEquals(true, status == 401 || status == 200, exp + " " + status);
    }
  }

  private static String withExpiry(String claims, String exp) {
    return claims.replaceFirst("\"exp\":[0-9]+", "\"exp\":" + exp);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!!!!", "=", "==", "A", "AAAA", ".", "~", "+", "/", ";", ","})
  void appendedTextReturns401(String more) {
    assertEquals(200, service.status(token).status());
    service.status(token + more).is(401, INVALID);
    service.status(token + more.repeat(7_000 / more.length())).is(401, INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "=", "%20", "..", "-"})
  void insertedTextReturns401(String more) {
    for (int at : new int[] {0, 1, parts[0].length(), token.indexOf('.') + 1, token.length() - 1}) {
      service.status(token.substring(0, at) + more + token.substring(at)).is(401, INVALID);
    }
  }

  @Test
  void strayBitsReturn401() {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));
    for (int bits = 1; bits < 16; bits++) {
      service
          .status(token.substring(0, token.length() - 1) + alphabet.charAt(last ^ bits))
          .is(401, INVALID);
    }
  }

  @Test
  void tokenOver4096CharactersReturns401() {
    service.status("a".repeat(4_096)).is(401, INVALID);
    service.status("a".repeat(4_097)).is(401, INVALID);
    service.status(parts[0] + "." + "A".repeat(5_000) + "." + parts[2]).is(401, INVALID);
  }

  /**
   * ECDSA signatures are malleable: anyone can compute a second valid signature. Logging out
   * revokes the token with either.
   */
  @Test
  void logOutAlsoRevokesTheTwinSignature() {
    String own = service.register("twin");
    int start = own.lastIndexOf('.') + 1;
    byte[] signature = new Base64URL(own.substring(start)).decode();
    BigInteger n = UsersTestServer.KEY.getCurve().toECParameterSpec().getOrder();
    BigInteger s = n.subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)));
    for (int i = 0; i < 32; i++) {
      signature[63 - i] = s.shiftRight(8 * i).byteValue();
    }
    String twin = own.substring(0, start) + Base64URL.encode(signature);
    assertEquals(200, service.status(twin).status());
    service.get("/auth/logout", "Authorization", "Bearer " + twin);
    service.status(own).is(401, INVALID);
    service.status(twin).is(401, INVALID);
  }

  private static String signed(String header, String claims) {
    String text = header + "." + Base64URL.encode(claims);
    try {
      Signature signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(UsersTestServer.KEY.toECPrivateKey());
      signer.update(text.getBytes(UTF_8));
      return text + "." + Base64URL.encode(signer.sign());
    } catch (GeneralSecurityException | JOSEException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
