package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.users.UsersTestServer.Response;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Revocation and expiry of tokens, on every route that requires one. */
class TokensTest {

  private static final String LOGGED_OUT =
      "{\"status\":\"success\",\"message\":\"Successfully logged out.\"}";
  private static final List<String> ROUTES =
      List.of(
          "GET /auth/status",
          "GET /api/protected",
          "GET /auth/logout",
          "POST /auth/logout",
          "PUT /auth/password");

  private static UsersTestServer service;
  private static String token = "";

  @BeforeAll
  static void start() {
    service = UsersTestServer.start();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void ada() {
    service.execute("truncate users, revoked_tokens restart identity cascade");
    token = service.register("ada");
  }

  @Test
  void protectedRouteGreetsTheUser() {
    Response response = send("GET /api/protected", token);
    response.is(200, "{\"message\":\"Hello, ada!\"}");
    assertEquals("private, no-store", response.header("Cache-Control"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void logOutRevokesOnlyThatToken(String method) {
    String other = logIn("correct horse").token();
    Response response = send(method + " /auth/logout", token).is(200, LOGGED_OUT);
    assertEquals("private, no-store", response.header("Cache-Control"));
    ROUTES.forEach(route -> assertRejected(route, token, "Invalid token. Please log in again."));
    assertEquals(200, service.status(other).status());
    assertEquals(200, logIn("correct horse").status());
  }

  @Test
  void headDoesNotLogOut() {
    for (String[] headers : new String[][] {{"Authorization", "Bearer " + token}, {}}) {
      Response head =
          service.send(service.request("HEAD", "/auth/logout", BodyPublishers.noBody(), headers));
      assertEquals(405, head.status());
      assertEquals("GET, POST", head.header("Allow"));
    }
    assertEquals(200, service.status(token).status());
  }

  @Test
  void expiredRevocationsAreDeleted() {
    service.execute(
        "insert into revoked_tokens select gen_random_uuid(), now() - interval '1 second'"
            + " from generate_series(1, 50)");
    service.execute(
        "insert into revoked_tokens values (gen_random_uuid(), now() + interval '1 minute')");
    send("POST /auth/logout", token).is(200, LOGGED_OUT);
    assertEquals("2", service.value("select count(*) from revoked_tokens"));
    assertEquals(
        "t",
        service.value(
            "select max(expires_at) between now() + interval '50 min' and now() + interval '1 h'"
                + " from revoked_tokens"));
  }

  @Test
  void removedUserIsRejectedOnEveryRoute() {
    service.execute("delete from users");
    ROUTES.forEach(
        route -> assertRejected(route, token, "Something went wrong. Please contact us."));
  }

  @Test
  void tokenOfAnEarlierUserWithTheSameIdIsRejected() {
    service.execute("truncate users, revoked_tokens restart identity cascade");
    String bob = service.register("bob");
    assertEquals("1", service.value("select id from users"));
    ROUTES.forEach(route -> assertRejected(route, token, "Invalid token. Please log in again."));
    assertEquals(200, service.status(bob).status());
  }

  @Test
  void tokenFromAnEarlierDatabaseIsRejected() {
    try (UsersTestServer recreated = UsersTestServer.start()) {
      String successor = recreated.register("ada");
      assertEquals(401, recreated.status(token).status());
      assertEquals(200, recreated.status(successor).status());
    }
  }

  @Test
  void highestGenerationIsFollowedByOne() {
    service.execute("update users set token_generation = 2147483647");
    Response changed =
        service.put(
            "/auth/password",
            "{\"old\":\"correct horse\",\"new\":\"staple horse\"}",
            "Authorization",
            "Bearer " + logIn("correct horse").token());
    assertEquals(200, changed.status(), changed.body());
    service.execute("update users set token_generation = 2147483647");
    service.execute("update users set active = false");
    assertEquals("1", service.value("select token_generation from users"));
  }

  @Test
  void deactivatedUserIsRejectedOnEveryRoute() {
    service.execute("update users set active = false");
    ROUTES.forEach(
        route -> assertRejected(route, token, "Something went wrong. Please contact us."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rubbish", "a.b.c"})
  void malformedTokenIsRejectedOnEveryRoute(String rubbish) {
    ROUTES.forEach(route -> assertRejected(route, rubbish, "Invalid token. Please log in again."));
  }

  @Test
  void missingTokenIsReported() {
    String missing =
        "{\"status\":\"error\",\"message\":\"Provide a valid auth token.\","
            + "\"code\":\"token_required\"}";
    service.get("/auth/logout").is(403, missing);
    service.post("/auth/logout", "").is(403, missing);
    service.put("/auth/password", "{").is(403, missing);
    Response response =
        service
            .get("/api/protected")
            .is(401, "{\"error\":\"Unauthorized\",\"message\":\"Provide a valid auth token.\"}");
    assertEquals("Bearer", response.header("WWW-Authenticate"));
  }

  @Test
  void passwordChangeRevokesEarlierTokens() {
    String other = logIn("correct horse").token();
    Response response = change("correct horse", "battery staple", token);
    assertEquals(
        "{\"status\":\"success\",\"message\":\"Password was changed!\",\"auth_token\":\"TOKEN\",\"refresh_token\":\"REFRESH\"}",
        response.plain());
    assertEquals(200, response.status());
    ROUTES.forEach(route -> assertRejected(route, token, "Invalid token. Please log in again."));
    assertRejected("GET /auth/status", other, "Invalid token. Please log in again.");
    assertEquals(200, service.status(response.token()).status());
    assertEquals(401, logIn("correct horse").status());
    assertEquals(200, service.status(logIn("battery staple").token()).status());
  }

  @Test
  void passwordChangeRequiresTheOldPassword() {
    String before = service.rows();
    change("wrong horse", "battery staple", token)
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Sorry. That is not your password.\","
                + "\"code\":\"wrong_password\"}");
    assertEquals(before, service.rows());
    assertEquals(200, service.status(token).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "null",
        "{\"old\":\"correct horse\"}",
        "{\"new\":\"battery staple\"}",
        "{\"old\":\"correct horse\",\"new\":\"short\"}",
        "{\"old\":\"correct horse\",\"new\":12345678}",
        "{\"old\":\"correct horse\",\"new\":null}",
        "{\"old\":\"correct horse\",\"new\":\"1234567\\u0000\"}",
        "{\"old\":\"correct horse\",\"new\":\"1234567\\ud800\"}",
        "{\"old\":\"correct\\u0000horse\",\"new\":\"battery staple\"}",
        "{\"old\":\"correct\\udc00horse\",\"new\":\"battery staple\"}",
        "{\"old\":\"\",\"new\":\"battery staple\"}"
      })
  void invalidPasswordChangeReturns400(String payload) {
    String before = service.rows();
    Response response = service.put("/auth/password", payload, "Authorization", "Bearer " + token);
    assertEquals(400, response.status(), response.body());
    assertEquals(before, service.rows());
  }

  /** Generations distinguish tokens that were issued within the same second. */
  @Test
  void tokensOfTheSameSecondDiffer() {
    String last = token;
    for (int i = 0; i < 3; i++) {
      String next = change("correct horse", "correct horse", last).token();
      assertEquals(401, service.status(last).status());
      assertEquals(200, service.status(next).status());
      last = next;
    }
  }

  @Test
  void oneOfTwentyConcurrentPasswordChangesSucceeds() {
    List<CompletableFuture<Response>> responses =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () -> change("correct horse", "battery staple", token)))
            .limit(20)
            .toList();
    assertEquals(1, responses.stream().filter(response -> response.join().status() == 200).count());
  }

  @Test
  void loginReplacesAnOutdatedHash() {
    service.execute(
        "update users set password_hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
            + "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'");
    assertEquals(200, logIn("password").status());
    assertEquals(
        "$argon2id$v=19$m=19456,t=2,p=1",
        service.value("select substring(password_hash for 30) from users"));
    assertEquals(200, logIn("password").status());
    assertEquals(200, service.status(token).status());
  }

  @Test
  void formerKeyVerifiesAndIsPublished() {
    var next = UsersTestServer.freshKey();
    try (UsersTestServer rotated =
        UsersTestServer.start(
            "DATABASE_URL",
            service.databaseUrl(),
            "JWT_SIGNING_KEY",
            next.toJSONString(),
            "JWT_VERIFICATION_KEYS",
            UsersTestServer.KEY.toPublicJWK().toJSONString())) {
      assertEquals(200, rotated.status(token).status());
      String fresh =
          rotated
              .post("/api/login", "{\"username\":\"ada\",\"password\":\"correct horse\"}")
              .token();
      assertEquals(200, rotated.status(fresh).status());
      assertEquals(401, service.status(fresh).status());
      String keys = rotated.get("/.well-known/jwks.json").body();
      int first = keys.indexOf(next.getKeyID());
      assertEquals(true, first > 0 && first < keys.indexOf(UsersTestServer.KEY.getKeyID()), keys);
      assertEquals(false, keys.contains("\"d\""), keys);
    }
  }

  private static void assertRejected(String route, String rejected, String message) {
    Response response = send(route, rejected);
    String flat = "{\"error\":\"Unauthorized\",\"message\":\"" + message + "\"}";
    String code =
        message.startsWith("Invalid")
            ? "\"code\":\"invalid_token\"}"
            : "\"code\":\"user_refused\"}";
    response.is(
        401,
        route.contains("/api/")
            ? flat
            : "{\"status\":\"error\",\"message\":\"" + message + "\"," + code);
    assertEquals("Bearer", response.header("WWW-Authenticate"));
  }

  private static Response send(String route, String bearer) {
    String path = route.substring(route.indexOf(' ') + 1);
    String[] headers = {"Authorization", "Bearer " + bearer};
    return switch (route.substring(0, route.indexOf(' '))) {
      case "GET" -> service.get(path, headers);
      case "PUT" -> service.put(path, "{\"old\":\"correct horse\",\"new\":\"x2345678\"}", headers);
      default -> service.send(service.request("POST", path, BodyPublishers.noBody(), headers));
    };
  }

  private static Response change(String from, String to, String bearer) {
    return service.put(
        "/auth/password",
        "{\"old\":\"%s\",\"new\":\"%s\"}".formatted(from, to),
        "Authorization",
        "Bearer " + bearer);
  }

  private static Response logIn(String password) {
    return service.post(
        "/api/login", "{\"username\":\"ada\",\"password\":\"%s\"}".formatted(password));
  }
}
