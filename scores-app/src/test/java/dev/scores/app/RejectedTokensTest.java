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
import dev.scores.app.ScoresService.Response;
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
 * Forged and malformed tokens with {@code AUTH_MODE=jwt}. The forger lacks the private key of the
 * users service. Keys of other types are published, so that a token is rejected for the type of its
 * key only.
 */
class RejectedTokensTest {

  private static final String INVALID =
      "{\"status\":\"error\",\"message\":\"Invalid token.\",\"code\":\"invalid_token\"}";

  private static final ECKey KEY = TokenForger.key("k1");
  private static final ECKey STRANGERS = TokenForger.key("k1");
  private static final ECKey UNPUBLISHED = TokenForger.key("k9");
  private static final ECKey ES384 =
      TokenForger.key("es384", Curve.P_384, JWSAlgorithm.ES384, KeyUse.SIGNATURE);
  private static final ECKey FOR_SECRETS =
      TokenForger.key("enc", Curve.P_256, JWSAlgorithm.ES256, KeyUse.ENCRYPTION);
  private static final RSAKey RSA = rsa();
  private static final String GOOD_CLAIMS = claims(claims -> claims);

  private static final UsersStub USERS = new UsersStub();
  private static ScoresService service;

  @BeforeAll
  static void start() {
    USERS.publish(KEY, ES384, FOR_SECRETS, RSA);
    service = ScoresService.start(USERS, "DATABASE_URL", TestDatabases.SHARED, "AUTH_MODE", "jwt");
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
    String good = TokenForger.token(KEY, 7);
    String signed = good.substring(0, good.lastIndexOf('.'));
    String signature = good.substring(good.lastIndexOf('.') + 1);
    return Stream.of(
        with("no subject", claims -> claims.subject(null)),
        arguments("a stranger's key by a known name", TokenForger.token(STRANGERS, 7)),
        arguments("a key that is not published", TokenForger.token(UNPUBLISHED, 7)),
        arguments(
            "a key without a name",
            TokenForger.sign(
                TokenForger.header(KEY).keyID(null).build(), GOOD_CLAIMS, TokenForger.signer(KEY))),
        arguments("a key for secrets", TokenForger.token(FOR_SECRETS, 7)),
        arguments("no signature", signed + "."),
        arguments("a signature cut short", signed + "." + signature.substring(2)),
        arguments("a signature of zeros", signed + "." + Base64URL.encode(new byte[64])),
        arguments("another token's signature", otherPayload(good) + "." + signature),
        arguments(
            "a key that the token brings along",
            TokenForger.sign(
                TokenForger.header(STRANGERS).jwk(STRANGERS.toPublicJWK()).build(),
                GOOD_CLAIMS,
                TokenForger.signer(STRANGERS))),
        arguments(
            "a key that the token points to",
            TokenForger.sign(
                TokenForger.header(UNPUBLISHED).jwkURL(URI.create(USERS.url() + "/keys")).build(),
                GOOD_CLAIMS,
                TokenForger.signer(UNPUBLISHED))));
  }

  private static Stream<Arguments> ofOtherAlgorithms() throws JOSEException {
    String published = KEY.toPublicJWK().toJSONString();
    byte[] encoded = KEY.toECPublicKey().getEncoded();
    JWSHeader hs256 = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build();
    return Stream.of(
        arguments(
            "none", TokenForger.assemble("{\"alg\":\"none\",\"kid\":\"k1\"}", GOOD_CLAIMS, "")),
        arguments(
            "None", TokenForger.assemble("{\"alg\":\"None\",\"kid\":\"k1\"}", GOOD_CLAIMS, "")),
        arguments(
            "none, though signed",
            TokenForger.assemble("{\"alg\":\"none\",\"kid\":\"k1\"}", GOOD_CLAIMS, signature())),
        arguments(
            "no algorithm", TokenForger.assemble("{\"kid\":\"k1\"}", GOOD_CLAIMS, signature())),
        arguments(
            "HS256 by the public key",
            TokenForger.sign(hs256, GOOD_CLAIMS, new MACSigner(encoded))),
        arguments(
            "HS256 by the public key as text",
            TokenForger.sign(
                hs256, GOOD_CLAIMS, new MACSigner(published.getBytes(StandardCharsets.UTF_8)))),
        arguments("RS256", rsaSigned(JWSAlgorithm.RS256)),
        arguments("PS256", rsaSigned(JWSAlgorithm.PS256)),
        arguments(
            "ES384",
            TokenForger.sign(
                new JWSHeader.Builder(JWSAlgorithm.ES384).keyID("es384").build(),
                GOOD_CLAIMS,
                TokenForger.signer(ES384))));
  }

  private static Stream<Arguments> ofOtherForms() {
    return Stream.of(
        arguments("opaque", "user-7"),
        arguments("three words", "a.b.c"),
        arguments("dots", ".."),
        arguments("four parts", TokenForger.token(KEY, 7) + ".x"),
        arguments("encrypted", "eyJhbGciOiJFQ0RILUVTIiwiZW5jIjoiQTEyOEdDTSIsImtpZCI6ImsxIn0....."),
        arguments("no JSON", signed("not JSON")),
        arguments("a list", signed("[7]")),
        arguments("nothing", signed("")),
        arguments(
            "of another type",
            TokenForger.sign(
                TokenForger.header(KEY).type(new JOSEObjectType("secevent+jwt")).build(),
                GOOD_CLAIMS,
                TokenForger.signer(KEY))),
        arguments(
            "with an extension that must be understood",
            TokenForger.sign(
                TokenForger.header(KEY)
                    .criticalParams(Set.of("pay"))
                    .customParam("pay", true)
                    .build(),
                GOOD_CLAIMS,
                TokenForger.signer(KEY))),
        arguments("a name of a key that is a number", numberedKey()),
        arguments("deeply nested", signed("[".repeat(2_000))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void badTokenReturns401(String name, String token) {
    Response response = as(token).is(401, INVALID);
    assertEquals("Bearer", response.header("WWW-Authenticate"));
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
  void invalidHeaderReturns401(String header) {
    as(TokenForger.assemble(header, GOOD_CLAIMS, signature())).is(401, INVALID);
    as(TokenForger.assemble(header, "{}", "AA")).is(401, INVALID);
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
  void signedTokenWithInvalidClaimsReturns401(String claims) {
    as(signed(claims)).is(401, INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!!!!", "=", "==", "A", "AAAA", ".", "~", "+", "/"})
  void appendedTextReturns401(String more) {
    String good = TokenForger.token(KEY, 7);
    assertEquals(200, as(good).status());
    as(good + more).is(401, INVALID);
    as(good + more.repeat(7_000 / more.length())).is(401, INVALID);
    as(good.replaceFirst("\\.", more + ".")).is(401, INVALID);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, Integer.MAX_VALUE})
  void writtenScoreBelongsToTheSubject(int user) {
    String body =
        service
            .writeAs(
                TokenForger.token(KEY, user),
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
            TokenForger.sign(
                TokenForger.header(KEY).type(null).build(), GOOD_CLAIMS, TokenForger.signer(KEY))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("good")
  void validTokenIsAccepted(String name, String token) {
    assertEquals(200, as(token).status());
  }

  private static Response as(String token) {
    return service.get("/scores/user?limit=1", "Authorization", "Bearer " + token);
  }

  private static Arguments with(String name, UnaryOperator<JWTClaimsSet.Builder> otherwise) {
    return arguments(name, signed(claims(otherwise)));
  }

  private static String signed(String payload) {
    return TokenForger.sign(TokenForger.header(KEY).build(), payload, TokenForger.signer(KEY));
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
    return TokenForger.assemble("{\"alg\":\"ES256\",\"kid\":1}", GOOD_CLAIMS, signature());
  }

  private static String rsaSigned(JWSAlgorithm algorithm) throws JOSEException {
    return TokenForger.sign(
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
