package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.scores.users.UsersTestServer.Response;
import io.micronaut.security.token.validator.TokenValidator;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The owner of a token, {@code GET /auth/status}, which the scores service requests for each
 * caller.
 */
class AuthStatusTest {

  private static final String NO_TOKEN =
      "{\"status\":\"error\",\"message\":\"Provide a valid auth token.\","
          + "\"code\":\"token_required\"}";
  private static final String INVALID =
      "{\"status\":\"error\",\"message\":\"Invalid token. Please log in again.\","
          + "\"code\":\"invalid_token\"}";
  private static final String EXPIRED =
      "{\"status\":\"error\",\"message\":\"Signature expired. Please log in again.\","
          + "\"code\":\"expired_token\"}";
  private static final String REJECTED =
      "{\"status\":\"error\",\"message\":\"Something went wrong. Please contact us.\","
          + "\"code\":\"user_refused\"}";

  private static UsersTestServer service;
  private static String adasToken;

  @BeforeAll
  static void start() {
    service = UsersTestServer.start();
    adasToken = service.register("ada");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void statusReturnsTheTokensUser() {
    Response response = service.status(adasToken);
    assertEquals(
        "{\"status\":\"success\",\"scopes\":[],\"data\":{\"id\":1,\"username\":\"ada\","
            + "\"email\":\"ada@example.com\",\"active\":true,\"admin\":false,"
            + "\"created_at\":\"TIME\",\"teacher\":false,\"email_confirmed\":false},\"admin\":false}",
        response.plain());
    assertEquals(200, response.status());
    assertEquals("private, no-store", response.header("Cache-Control"));
  }

  @Test
  void statusShowsAnAdmin() {
    String token = service.register("root");
    service.execute("update users set admin = true where username = 'root'");
    String body = service.status(token).body();
    assertTrue(body.contains("\"admin\":true,\"created_at\""), body);
    assertTrue(body.endsWith("},\"admin\":true}"), body);
    assertTrue(body.contains("\"scopes\":[\"scores:read\"]"), body);
  }

  @Test
  void scopesFollowTheCurrentRole() {
    String token = service.register("tina");
    assertTrue(service.status(token).body().contains("\"scopes\":[],"));
    service.execute("update users set teacher = true where username = 'tina'");
    assertTrue(service.status(token).body().contains("\"scopes\":[\"scores:read\"],"));
    service.execute("update users set teacher = false where username = 'tina'");
    assertTrue(service.status(token).body().contains("\"scopes\":[],"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer %s", "bearer %s", "BEARER   %s", "  Bearer %s  "})
  void authenticationSchemeIsCaseInsensitive(String form) {
    Response response = service.get("/auth/status", "Authorization", form.formatted(adasToken));
    assertEquals(200, response.status());
  }

  @Test
  void missingTokenReturns403() {
    Response response = service.get("/auth/status").is(403, NO_TOKEN);
    assertEquals("", response.header("WWW-Authenticate"));
    service.get("/auth/status", "Authorization", " ").is(403, NO_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Basic YWRhOmNvcnJlY3QgaG9yc2U=",
        "Token %s",
        "Bearer %s extra",
        "Bearer x",
        "Bearer ...",
        "Bearer a.b.c",
        "Bearer ey.ey.ey",
        "Bearer \u00e9",
        "%s"
      })
  void otherCredentialsAreInvalid(String form) {
    Response response =
        service.get("/auth/status", "Authorization", form.formatted(adasToken)).is(401, INVALID);
    assertEquals("Bearer", response.header("WWW-Authenticate"));
  }

  @Test
  void twoTokensAreInvalid() {
    service
        .get(
            "/auth/status",
            "Authorization",
            "Bearer " + adasToken,
            "Authorization",
            "Bearer " + adasToken)
        .is(401, INVALID);
  }

  static Stream<Arguments> forged() throws JOSEException, ParseException {
    String[] parts = adasToken.split("\\.", -1);
    JWTClaimsSet ada = SignedJWT.parse(adasToken).getJWTClaimsSet();
    ECKey other = UsersTestServer.freshKey();
    String bob = new JWTClaimsSet.Builder(ada).subject("2").build().toString();
    byte[] published =
        UsersTestServer.KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        arguments("unsigned", new PlainJWT(ada).serialize()),
        arguments("unsigned, in capitals", encoded("{\"alg\":\"NONE\"}") + "." + parts[1] + "."),
        arguments(
            "unsigned, with a signature",
            encoded("{\"alg\":\"None\"}") + "." + parts[1] + "." + parts[2]),
        arguments("without its signature", parts[0] + "." + parts[1] + "."),
        arguments("another's claims", parts[0] + "." + encoded(bob) + "." + parts[2]),
        arguments("a changed signature", parts[0] + "." + parts[1] + "." + "A".repeat(86)),
        arguments(
            "zeroes for a signature (CVE-2022-21449)",
            parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[64])),
        arguments("another key", signed(header(JWSAlgorithm.ES256), ada, new ECDSASigner(other))),
        arguments(
            "another key that it brings along",
            signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256).jwk(other.toPublicJWK()).build(),
                ada,
                new ECDSASigner(other))),
        arguments(
            "a secret that is no secret",
            signed(header(JWSAlgorithm.HS256), ada, new MACSigner(published))),
        arguments("another issuer", own(claims -> claims.issuer("others"))),
        arguments("another audience", own(claims -> claims.audience("others"))),
        arguments("no expiry", own(claims -> claims.expirationTime(null))),
        arguments("no id of its own", own(claims -> claims.jwtID(null))),
        arguments("nobody's", own(claims -> claims.subject(null))),
        arguments("too much", adasToken + "." + parts[2]),
        arguments("deep", encoded("[".repeat(2000)) + "." + parts[1] + "." + parts[2]));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forged")
  void foreignSignatureIsInvalid(String what, String token) {
    Response response = service.status(token).is(401, INVALID);
    assertEquals("Bearer", response.header("WWW-Authenticate"), what);
  }

  /** The framework has token validators of its own; active, they would accept unsigned tokens. */
  @Test
  void frameworkDoesNotReadTokens() throws ParseException {
    assertEquals(List.of(), List.copyOf(service.beans(TokenValidator.class)));
    String unsigned = new PlainJWT(SignedJWT.parse(adasToken).getJWTClaimsSet()).serialize();
    List<CompletableFuture<Response>> responses =
        Stream.generate(() -> service.statusAsync(unsigned)).limit(200).toList();
    responses.forEach(response -> response.join().is(401, INVALID));
  }

  @Test
  void expiredTokenIsRejected() throws JOSEException, ParseException {
    Instant now = Instant.now();
    String late = own(claims -> claims.expirationTime(Date.from(now.minus(Duration.ofSeconds(1)))));
    Response response = service.status(late).is(401, EXPIRED);
    assertEquals("Bearer", response.header("WWW-Authenticate"));
    String inTime =
        own(claims -> claims.expirationTime(Date.from(now.plus(Duration.ofMinutes(1)))));
    assertEquals(200, service.status(inTime).status());
  }

  @Test
  void tokenOfADeactivatedUserStaysInvalidAfterReactivation() {
    String token = service.register("off");
    service.execute("update users set active = false where username = 'off'");
    Response response = service.status(token).is(401, REJECTED);
    assertEquals("Bearer", response.header("WWW-Authenticate"));
    service.execute("update users set active = true where username = 'off'");
    service.status(token).is(401, INVALID);
    String again =
        service
            .post("/auth/login", "{\"email\":\"off@example.com\",\"password\":\"correct horse\"}")
            .token();
    assertEquals(200, service.status(again).status());
  }

  @Test
  void tokenOfARemovedUserIsRejectedAtOnce() {
    String token = service.register("gone");
    service.execute("delete from users where username = 'gone'");
    service.status(token).is(401, REJECTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ping", "/.well-known/jwks.json"})
  void publicRoutesIgnoreTokens(String path) {
    assertEquals(200, service.get(path, "Authorization", "Bearer rubbish").status());
  }

  @Test
  void otherMethodsReturn405() {
    Response response =
        service.send(service.request("POST", "/auth/status", BodyPublishers.noBody()));
    response.is(
        405,
        "{\"status\":\"fail\",\"message\":\"The method is not allowed here.\","
            + "\"code\":\"method_not_allowed\"}");
    assertEquals("GET, HEAD", response.header("Allow"));
  }

  /** Ada's token with one claim changed, signed by the service's key. */
  private static String own(UnaryOperator<JWTClaimsSet.Builder> change)
      throws JOSEException, ParseException {
    JWTClaimsSet ada = SignedJWT.parse(adasToken).getJWTClaimsSet();
    return signed(
        header(JWSAlgorithm.ES256),
        change.apply(new JWTClaimsSet.Builder(ada)).build(),
        new ECDSASigner(UsersTestServer.KEY));
  }

  private static JWSHeader header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm).keyID(UsersTestServer.KEY.getKeyID()).build();
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  private static String encoded(String json) {
    return Base64URL.encode(json).toString();
  }
}
