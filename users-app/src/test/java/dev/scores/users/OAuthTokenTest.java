package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.scores.users.UsersTestServer.Response;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of service accounts: {@code POST /oauth/token} and what they permit here. */
class OAuthTokenTest {

  private static final String GRANT = "grant_type=client_credentials";
  private static final String UNKNOWN = "sa_UUUUUUUUUUUUUUUUUUUUUU";
  private static final String INVALID_CLIENT =
      "{\"error\":\"invalid_client\","
          + "\"error_description\":\"The client id or the secret is wrong.\"}";
  private static final String NO_CREDENTIALS =
      "{\"error\":\"invalid_client\","
          + "\"error_description\":\"Authenticate with client_secret_basic.\"}";

  private static UsersTestServer service;
  private static String root = "";

  /** The {@code Authorization} header of an account with all scopes. */
  private static String client = "";

  @BeforeAll
  static void start() {
    service = UsersTestServer.start("USERS_ACCESS", "admin", "LOGIN_RATE_LIMIT", "0");
    root = service.register("root");
    service.execute("update users set admin = true");
    client = service.createClient(root, "scores:read", "scores:write", "users:read");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void tokenHasTheGrantedScopes() throws ParseException {
    Response response = grant(GRANT);
    assertEquals(
        "{\"access_token\":\"TOKEN\",\"token_type\":\"Bearer\",\"expires_in\":3600,"
            + "\"scope\":\"scores:read scores:write users:read\"}",
        response.plain());
    assertEquals("private, no-store", response.header("Cache-Control"));
    JWTClaimsSet claims = SignedJWT.parse(response.token()).getJWTClaimsSet();
    assertEquals(id(client), claims.getSubject());
    assertEquals(id(client), claims.getStringClaim("client_id"));
    assertEquals("scores:read scores:write users:read", claims.getStringClaim("scope"));
  }

  @Test
  void requestedScopesAreASubset() {
    Response response = grant(GRANT + "&scope=users%3Aread+scores:read");
    assertTrue(response.body().contains("\"scope\":\"scores:read users:read\""), response.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded;charset=UTF-8",
        "Application/X-WWW-Form-Urlencoded"
      })
  void contentTypeMayHaveParametersAndAnyCase(String type) {
    assertEquals(200, send(type, GRANT, client).status());
  }

  static Stream<Arguments> invalidRequests() {
    return Stream.of(
        arguments("", "invalid_request", "The parameter grant_type is required."),
        arguments("grant_type=", "invalid_request", "The parameter grant_type is required."),
        arguments("grant_type", "invalid_request", "The parameter grant_type is required."),
        arguments("{}", "invalid_request", "The parameter grant_type is required."),
        arguments(GRANT + "&" + GRANT, "invalid_request", "The parameter grant_type is repeated."),
        arguments(GRANT + "&x=1&x=", "invalid_request", "The parameter x is repeated."),
        arguments(GRANT + "&%22%5C=1&%22%5C=2", "invalid_request", "The parameter ?? is repeated."),
        arguments(GRANT + "&x=%zz", "invalid_request", "The payload is malformed."),
        arguments(GRANT + "&x=%", "invalid_request", "The payload is malformed."),
        arguments(
            "grant_type=password", "unsupported_grant_type", "The grant type is not supported."),
        arguments(
            "grant_type=Client_credentials",
            "unsupported_grant_type",
            "The grant type is not supported."),
        arguments(
            GRANT + "&scope=admin",
            "invalid_scope",
            "The scope is unknown or not granted to the client."),
        arguments(
            GRANT + "&scope=%00",
            "invalid_scope",
            "The scope is unknown or not granted to the client."));
  }

  @ParameterizedTest
  @MethodSource("invalidRequests")
  void invalidRequestHasTheErrorOfTheStandard(String form, String error, String description) {
    Response response = grant(form);
    response.is(
        400, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description));
    assertEquals("private, no-store", response.header("Cache-Control"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data; boundary=x"})
  void otherContentTypeIsAnInvalidRequest(String type) {
    send(type, GRANT, client)
        .is(
            400,
            "{\"error\":\"invalid_request\",\"error_description\":"
                + "\"The payload must be application/x-www-form-urlencoded.\"}");
  }

  static Stream<Arguments> wrongCredentials() {
    String id = "sa_";
    return Stream.of(
        arguments("", NO_CREDENTIALS),
        arguments("Basic", NO_CREDENTIALS),
        arguments("Basic ????", NO_CREDENTIALS),
        arguments("Bearer rubbish", NO_CREDENTIALS),
        arguments("Basic " + base64("no colon"), NO_CREDENTIALS),
        arguments("Basic " + base64("sa_%zz:x"), NO_CREDENTIALS),
        arguments(UsersTestServer.basic(UNKNOWN, "x"), INVALID_CLIENT),
        arguments(UsersTestServer.basic(id, ""), INVALID_CLIENT),
        arguments(UsersTestServer.basic("", "x"), INVALID_CLIENT),
        arguments(UsersTestServer.basic("%00", "%00"), INVALID_CLIENT),
        arguments(UsersTestServer.basic("7", "x"), INVALID_CLIENT));
  }

  @ParameterizedTest
  @MethodSource("wrongCredentials")
  void wrongCredentialsAreRejected(String authorization, String body) {
    Response response =
        authorization.isEmpty()
            ? service.grant(GRANT)
            : service.grant(GRANT, "Authorization", authorization);
    response.is(401, body);
    assertEquals("Basic realm=\"users\"", response.header("WWW-Authenticate"));
  }

  @Test
  void wrongSecretIsRejectedAsAnUnknownClientIs() {
    String body =
        service
            .grant(GRANT, "Authorization", UsersTestServer.basic(id(client), "wrong"))
            .is(401, INVALID_CLIENT)
            .body();
    assertEquals(
        body,
        service.grant(GRANT, "Authorization", UsersTestServer.basic(UNKNOWN, "wrong")).body());
  }

  @Test
  void credentialsInTheFormAreNotAccepted() {
    String form = GRANT + "&client_id=" + id(client) + "&client_secret=" + secret(client);
    service.grant(form).is(401, NO_CREDENTIALS);
  }

  /** RFC 6749, section 2.3.1: id and secret are form-encoded, then joined. */
  @Test
  void credentialsArePercentDecoded() {
    String encoded =
        UsersTestServer.basic(
            id(client).replace("_", "%5F").replace("sa", "%73a"),
            secret(client).replace("-", "%2D").replace("_", "%5f"));
    assertEquals(200, service.grant(GRANT, "Authorization", encoded).status());
    assertEquals(
        200, service.grant(GRANT, "Authorization", client.replace("Basic", "bAsIc")).status());
  }

  @Test
  void repeatedAuthorizationIsRejected() {
    service.grant(GRANT, "Authorization", client, "Authorization", client).is(401, NO_CREDENTIALS);
  }

  @Test
  void otherMethodsAreNotAllowed() {
    Response response = service.get("/oauth/token");
    assertEquals(405, response.status());
    assertEquals("POST", response.header("Allow"));
    assertTrue(response.body().startsWith("{\"error\":\"invalid_request\""), response.body());
  }

  @Test
  void attemptsAreLimitedByClientAndAddress() {
    try (UsersTestServer limited =
        UsersTestServer.start("DATABASE_URL", service.databaseUrl(), "LOGIN_RATE_LIMIT", "2")) {
      String wrong = UsersTestServer.basic(id(client), "wrong");
      limited.grant(GRANT, "Authorization", wrong).is(401, INVALID_CLIENT);
      limited.grant(GRANT, "Authorization", wrong).is(401, INVALID_CLIENT);
      Response response = limited.grant(GRANT, "Authorization", client);
      response.is(
          429,
          "{\"error\":\"temporarily_unavailable\","
              + "\"error_description\":\"Too many attempts. Please try again later.\"}");
      assertTrue(Integer.parseInt(response.header("Retry-After")) >= 1);
      String other = limited.createClient(root, "scores:read");
      assertEquals(200, limited.grant(GRANT, "Authorization", other).status());
    }
  }

  @Test
  void statusReturnsTheServiceAccount() {
    String token = grant(GRANT + "&scope=scores:write").token();
    service
        .status(token)
        .is(
            200,
            "{\"status\":\"success\",\"scopes\":[\"scores:write\"],"
                + "\"client\":{\"client_id\":\"%s\",\"name\":\"autograder\"}}"
                    .formatted(id(client)));
  }

  @Test
  void scopeOfTheTokenCountsNotThatOfTheAccount() {
    String reader = grant(GRANT + "&scope=users:read").token();
    String writer = grant(GRANT + "&scope=scores:write").token();
    assertEquals(200, service.get("/users/1", bearer(reader)).status());
    assertEquals(401, service.get("/users/1", bearer(writer)).status());
  }

  @Test
  void rotationKeepsTokensAndEndsTheSecret() {
    String own = service.createClient(root, "scores:read");
    String token = service.grant(GRANT, "Authorization", own).token();
    Response rotated = service.post("/service-accounts/" + id(own) + "/secret", "", bearer(root));
    assertEquals(200, rotated.status(), rotated.body());
    service.grant(GRANT, "Authorization", own).is(401, INVALID_CLIENT);
    assertEquals(200, service.status(token).status());
    assertTrue(
        service
            .get("/service-accounts", bearer(root))
            .plain()
            .contains("\"created_at\":\"TIME\",\"rotated_at\":\"TIME\",\"last_used_at\":\"TIME\""));
  }

  @Test
  void revocationEndsTokensAtOnce() {
    String own = service.createClient(root, "scores:read");
    String token = service.grant(GRANT, "Authorization", own).token();
    assertEquals(200, service.status(token).status());
    service
        .delete("/service-accounts/" + id(own), bearer(root))
        .is(200, "{\"status\":\"success\",\"message\":\"" + id(own) + " was revoked!\"}");
    service
        .status(token)
        .is(
            401,
            "{\"status\":\"error\",\"message\":\"Invalid token. Please log in again.\","
                + "\"code\":\"invalid_token\"}");
    service.grant(GRANT, "Authorization", own).is(401, INVALID_CLIENT);
    assertEquals(404, service.delete("/service-accounts/" + id(own), bearer(root)).status());
    assertEquals(404, service.delete("/service-accounts/7", bearer(root)).status());
  }

  @Test
  void secretIsStoredAsADigest() {
    assertEquals(
        "t",
        service.value(
            "select secret_hash = sha256('%s') from service_accounts where client_id = '%s'"
                .formatted(secret(client), id(client))));
  }

  private static Response grant(String form) {
    return service.grant(form, "Authorization", client);
  }

  private static Response send(String type, String form, String authorization) {
    return service.send(
        service.request(
            "POST",
            "/oauth/token",
            BodyPublishers.ofString(form),
            "Content-Type",
            type,
            "Authorization",
            authorization));
  }

  private static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  private static String id(String authorization) {
    return decoded(authorization).replaceFirst(":.*", "");
  }

  private static String secret(String authorization) {
    return decoded(authorization).replaceFirst(".*:", "");
  }

  private static String decoded(String authorization) {
    return new String(
        Base64.getDecoder().decode(authorization.substring("Basic ".length())),
        StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
