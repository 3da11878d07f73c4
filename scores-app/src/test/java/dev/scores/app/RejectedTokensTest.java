package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.scores.app.ScoresService.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which tokens are refused where they are verified here ({@code AUTH_MODE=jwt}). Whatever the
 * forgers may, they have not the users service's secret; the keys of another kind are published, so
 * that only their kind speaks against them.
 */
class RejectedTokensTest {

  private static final String INVALID =
      "{\"status\":\"error\",\"message\":\"Invalid token.\",\"code\":\"invalid_token\"}";

  private static final ECKey KEY = JwtForge.key("k1");
  private static final ECKey STRANGERS = JwtForge.key("k1");
  private static final ECKey UNPUBLISHED = JwtForge.key("k9");
  private static final ECKey ES384 =
      JwtForge.key("es384", Curve.P_384, JWSAlgorithm.ES384, KeyUse.SIGNATURE);
  private static final ECKey FOR_SECRETS =
      JwtForge.key("enc", Curve.P_256, JWSAlgorithm.ES256, KeyUse.ENCRYPTION);
  private static final RSAKey RSA = rsa();
  private static final String GOOD_CLAIMS = claims(claims -> claims);

  private static final UsersStub USERS = new UsersStub();
  private static ScoresService service;

  @BeforeAll
  static void start() {
    USERS.publish(KEY, ES384, FOR_SECRETS, RSA);
    service = ScoresService.start(USERS, "DATABASE_URL", SharedDatabase.URL, "AUTH_MODE", "jwt");
  }

  @AfterAll
  static void stop() {
    service.close();
    USERS.close();
  }

  static Stream<Arguments> bad() throws JOSEException {
    return Stream.of(
            claimed(), ofSubjects(), signedOtherwise(), ofOtherAlgorithms(), ofOtherForms())
        .flatMap(tokens -> tokens);
  }

  private static Stream<Arguments> claimed() {
    Instant now = Instant.now();
    Date inAnHour = Date.from(now.plus(Duration.ofHours(1)));
    return Stream.of(
        with("another issuer", claims -> claims.issuer("scores")),
        with("an issuer in another case", claims -> claims.issuer("Users")),
        with("no issuer", claims -> claims.issuer(null)),
        with("another audience", claims -> claims.audience("users")),
        with("two other audiences", claims -> claims.audience(List.of("a", "b"))),
        with("no audience", claims -> claims.audience((String) null)),
        with(
            "expired a second ago",
            claims -> claims.expirationTime(Date.from(now.minusSeconds(1)))),
        with("expired long ago", claims -> claims.expirationTime(Date.from(Instant.EPOCH))),
        with("no end", claims -> claims.expirationTime(null)),
        with("an end that is no time", claims -> claims.claim("exp", "tomorrow")),
        with("not yet valid", claims -> claims.notBeforeTime(inAnHour)),
        with("made in the future", claims -> claims.issueTime(inAnHour)));
  }

  private static Stream<Arguments> ofSubjects() {
    return Stream.of(
            "",
            "0",
            "-1",
            "+7",
            "007",
            "7.0",
            "7e0",
            "0x7",
            " 7",
            "7 ",
            "\u0667",
            "seven",
            "null",
            "2147483648",
            "4294967303",
            "99999999999999999999",
            "7,8",
            "true")
        .map(subject -> with("the subject '" + subject + "'", claims -> claims.subject(subject)));
  }

  private static Stream<Arguments> signedOtherwise() {
    String good = JwtForge.token(KEY, 7);
    String signed = good.substring(0, good.lastIndexOf('.'));
    String signature = good.substring(good.lastIndexOf('.') + 1);
    return Stream.of(
        with("no subject", claims -> claims.subject(null)),
        arguments("a stranger's key by a known name", JwtForge.token(STRANGERS, 7)),
        arguments("a key that is not published", JwtForge.token(UNPUBLISHED, 7)),
        arguments(
            "a key without a name",
            JwtForge.sign(
                JwtForge.header(KEY).keyID(null).build(), GOOD_CLAIMS, JwtForge.signer(KEY))),
        arguments("a key for secrets", JwtForge.token(FOR_SECRETS, 7)),
        arguments("no signature", signed + "."),
        arguments("a signature cut short", signed + "." + signature.substring(2)),
        arguments("a signature of zeros", signed + "." + Base64URL.encode(new byte[64])),
        arguments("another token's signature", otherPayload(good) + "." + signature),
        arguments(
            "a key that the token brings along",
            JwtForge.sign(
                JwtForge.header(STRANGERS).jwk(STRANGERS.toPublicJWK()).build(),
                GOOD_CLAIMS,
                JwtForge.signer(STRANGERS))),
        arguments(
            "a key that the token points to",
            JwtForge.sign(
                JwtForge.header(UNPUBLISHED).jwkURL(URI.create(USERS.url() + "/keys")).build(),
                GOOD_CLAIMS,
                JwtForge.signer(UNPUBLISHED))));
  }

  private static Stream<Arguments> ofOtherAlgorithms() throws JOSEException {
    String published = KEY.toPublicJWK().toJSONString();
    byte[] encoded = KEY.toECPublicKey().getEncoded();
    JWSHeader hs256 = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build();
    return Stream.of(
        arguments("none", JwtForge.put("{\"alg\":\"none\",\"kid\":\"k1\"}", GOOD_CLAIMS, "")),
        arguments("None", JwtForge.put("{\"alg\":\"None\",\"kid\":\"k1\"}", GOOD_CLAIMS, "")),
        arguments(
            "none, though signed",
            JwtForge.put("{\"alg\":\"none\",\"kid\":\"k1\"}", GOOD_CLAIMS, signature())),
        arguments("no algorithm", JwtForge.put("{\"kid\":\"k1\"}", GOOD_CLAIMS, signature())),
        arguments(
            "HS256 by the public key", JwtForge.sign(hs256, GOOD_CLAIMS, new MACSigner(encoded))),
        arguments(
            "HS256 by the public key as text",
            JwtForge.sign(
                hs256, GOOD_CLAIMS, new MACSigner(published.getBytes(StandardCharsets.UTF_8)))),
        arguments("RS256", rsaSigned(JWSAlgorithm.RS256)),
        arguments("PS256", rsaSigned(JWSAlgorithm.PS256)),
        arguments(
            "ES384",
            JwtForge.sign(
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("es384").build(),
                GOOD_CLAIMS,
                JwtForge.signer(ES384))));
  }

  private static Stream<Arguments> ofOtherForms() {
    return Stream.of(
        arguments("opaque", "user-7"),
        arguments("three words", "a.b.c"),
        arguments("dots", ".."),
        arguments("four parts", JwtForge.token(KEY, 7) + ".x"),
        arguments("encrypted", "eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTEyOEdDTSIsImtpZCI6ImsxIn0....."),
        arguments("no JSON", signed("not JSON")),
        arguments("a list", signed("[7]")),
        arguments("nothing", signed("")),
        arguments(
            "of another type",
            JwtForge.sign(
                JwtForge.header(KEY).type(new JOSEObjectType("secevent+jwt")).build(),
                GOOD_CLAIMS,
                JwtForge.signer(KEY))),
        arguments(
            "with an extension that must be understood",
            JwtForge.sign(
                JwtForge.header(KEY).criticalParams(Set.of("pay")).customParam("pay", true).build(),
                GOOD_CLAIMS,
                JwtForge.signer(KEY))),
        arguments("a name of a key that is a number", numberedKey()),
        arguments("deeply nested", signed("[".repeat(2_000))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void aBadTokenIsRefused(String name, String token) {
    Answer answer = as(token).is(401, INVALID);
    assertEquals("Bearer", answer.header("WWW-Authenticate"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "7",
        "true",
        "\"x\"",
        "{}",
        "{\"alg\":null,\"kid\":\"k1\"}",
        "{\"alg\":[\"ES256\"],\"kid\":\"k1\"}",
        "{\"alg\":\"ES256\",\"kid\":null}",
        "{\"alg\":\"ES256\",\"kid\":{}}",
        "{\"alg\":\"ES256\",\"kid\":[\"k1\"]}",
        "{\"alg\":\"ES256\",\"alg\":\"ES256\",\"kid\":\"k1\"}",
        "{\"alg\":\"ES256\",\"typ\":7,\"kid\":\"k1\"}",
        "{\"alg\":\"ES256\",\"crit\":\"exp\",\"kid\":\"k1\"}",
        "{\"alg\":\"ES256\",\"b64\":false,\"kid\":\"k1\"}",
        "{\"alg\":\"ES256\",\"zip\":\"DEF\",\"kid\":\"k1\"}",
        "{\"alg\":\"ES256\",\"jwk\":7,\"x5c\":{},\"jku\":\"::\",\"kid\":\"k1\"}",
        "{\"alg\":\"ES256\",\"n\":1e999999999,\"kid\":\"k1\"}"
      })
  void oddHeaderReturns401(String header) {
    as(JwtForge.put(header, GOOD_CLAIMS, signature())).is(401, INVALID);
    as(JwtForge.put(header, "{}", "AA")).is(401, INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "\"{}\"",
        "{\"exp\":\"1\"}",
        "{\"exp\":9e99,\"exp\":9e99}",
        "{\"iss\":\"users\",\"aud\":\"scores\",\"sub\":null,\"exp\":9999999999}",
        "{\"iss\":\"users\",\"aud\":\"scores\",\"sub\":\"7\",\"exp\":null}",
        "{\"iss\":\"users\",\"aud\":\"scores\",\"sub\":\"7\",\"exp\":true}",
        "{\"iss\":\"users\",\"aud\":\"scores\",\"sub\":\"7\",\"exp\":-1e300}",
        "{\"iss\":\"users\",\"aud\":\"scores\",\"sub\":\"7\",\"exp\":1e999999999}",
        "{\"iss\":\"users\",\"aud\":[null],\"sub\":\"7\",\"exp\":9999999999}",
        "{\"iss\":{},\"aud\":\"scores\",\"sub\":\"7\",\"exp\":9999999999}"
      })
  void oddClaimsReturn401ThoughSigned(String claims) {
    as(signed(claims)).is(401, INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!!!!", "=", "==", "A", "AAAA", ".", "~", "+", "/"})
  void appendedTextReturns401(String more) {
    String good = JwtForge.token(KEY, 7);
    assertEquals(200, as(good).status());
    as(good + more).is(401, INVALID);
    as(good + more.repeat(7_000 / more.length())).is(401, INVALID);
    as(good.replaceFirst("\\.", more + ".")).is(401, INVALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, Integer.MAX_VALUE})
  void whatIsWrittenIsTheSubjects(int user) {
    String body =
        service
            .writeAs(
                JwtForge.token(KEY, user),
                "PATCH",
                "/scores",
                "{\"exercise_id\":1,\"correct\":true}")
            .join()
            .body();
    assertEquals(true, body.contains("\"user_id\":" + user + ","), body);
  }

  static Stream<Arguments> good() {
    Instant now = Instant.now();
    return Stream.of(
        with("one audience of several", claims -> claims.audience(List.of("a", "scores"))),
        with("no time of making", claims -> claims.issueTime(null)),
        with("no id", claims -> claims.jwtID(null)),
        with("begun", claims -> claims.notBeforeTime(Date.from(now))),
        with("of a clock ahead", claims -> claims.issueTime(Date.from(now.plusSeconds(5)))),
        with(
            "begun by a clock ahead",
            claims -> claims.notBeforeTime(Date.from(now.plusSeconds(5)))),
        with("what we do not know", claims -> claims.claim("x", List.of(1))),
        arguments(
            "of no type",
            JwtForge.sign(
                JwtForge.header(KEY).type(null).build(), GOOD_CLAIMS, JwtForge.signer(KEY))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("good")
  void aGoodTokenIsTaken(String name, String token) {
    assertEquals(200, as(token).status());
  }

  private static Answer as(String token) {
    return service.get("/scores/user?limit=1", "Authorization", "Bearer " + token);
  }

  private static Arguments with(String name, UnaryOperator<JWTClaimsSet.Builder> otherwise) {
    return arguments(name, signed(claims(otherwise)));
  }

  private static String signed(String payload) {
    return JwtForge.sign(JwtForge.header(KEY).build(), payload, JwtForge.signer(KEY));
  }

  private static String claims(UnaryOperator<JWTClaimsSet.Builder> otherwise) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder good =
        new JWTClaimsSet.Builder()
            .issuer("users")
            .audience("scores")
            .subject("7")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    return otherwise.apply(good).build().toString();
  }

  private static String signature() {
    String good = signed(GOOD_CLAIMS);
    return good.substring(good.lastIndexOf('.') + 1);
  }

  private static String otherPayload(String token) {
    return token.substring(0, token.indexOf('.') + 1)
        + Base64URL.encode(claims(claims -> claims.subject("8")));
  }

  private static String numberedKey() {
    return JwtForge.put("{\"alg\":\"ES256\",\"kid\":1}", GOOD_CLAIMS, signature());
  }

  private static String rsaSigned(JWSAlgorithm algorithm) throws JOSEException {
    return JwtForge.sign(
        new JWSHeader.Builder(algorithm).keyID("rsa").build(), GOOD_CLAIMS, new RSASSASigner(RSA));
  }

  private static RSAKey rsa() {
    try {
      return new RSAKeyGenerator(2048).keyID("rsa").generate();
    } catch (JOSEException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
