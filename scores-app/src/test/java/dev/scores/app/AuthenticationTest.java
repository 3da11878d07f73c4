package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scores.app.ScoresService.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Authentication with {@code AUTH_MODE=status}. The tests share a service, which caches accepted
 * tokens: one that counts lookups uses a token of its own.
 */
class AuthenticationTest {

  private static final String REQUIRED =
      "{\"status\":\"error\",\"message\":\"Provide a valid auth"
          + " token.\",\"code\":\"token_required\"}";
  private static final String INVALID =
      "{\"status\":\"error\",\"message\":\"Invalid token.\",\"code\":\"invalid_token\"}";
  private static final String UNAVAILABLE =
      "{\"status\":\"error\",\"message\":\"Authentication is unavailable. Please try again.\","
          + "\"code\":\"authentication_unavailable\"}";

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users, "DATABASE_URL", TestDatabases.SHARED);
  }

  @AfterAll
  static void stop() {
    users.close();
    service.close();
  }

  @Test
  void missingHeaderReturns403() {
    for (String path : List.of("/scores/user", "/scores/user/1", "/scores/user/exercise/1")) {
      service.get(path).is(403, REQUIRED);
      service.get(path, "Authorization", "").is(403, REQUIRED);
      service.get(path, "Authorization", "   ").is(403, REQUIRED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic dXNlcg==",
        "Bearer",
        "Bearer ",
        "user-7",
        "Bearer user-7 user-7",
        "Bearer user-7, Bearer user-8",
        "Token user-7",
        "BearerX user-7"
      })
  void malformedHeaderReturns401WithoutALookup(String header) {
    long before = users.lookups();
    Response response = service.get("/scores/user", "Authorization", header).is(401, INVALID);
    assertEquals("Bearer", response.header("WWW-Authenticate"));
    assertEquals(before, users.lookups());
  }

  @Test
  void tokenOver4096CharactersReturns401WithoutALookup() {
    users.respond("a".repeat(4_096), 200, UsersStub.user("7", "true"));
    users.respond("a".repeat(4_097), 200, UsersStub.user("7", "true"));
    assertEquals(
        200, service.get("/scores/user", "Authorization", "Bearer " + "a".repeat(4_096)).status());
    service.get("/scores/user", "Authorization", "Bearer " + "a".repeat(4_097)).is(401, INVALID);
    assertEquals(1, users.lookups("a".repeat(4_096)));
    assertEquals(0, users.lookups("a".repeat(4_097)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!!!!", "=x", ":", "\"", "{}", "@"})
  void malformedTokenReturns401WithoutALookup(String more) {
    long before = users.lookups();
    service.get("/scores/user", "Authorization", "Bearer user-7" + more).is(401, INVALID);
    assertEquals(before, users.lookups());
  }

  @Test
  void twoHeadersReturn401() {
    service
        .get("/scores/user", "Authorization", "Bearer user-7", "Authorization", "Bearer user-8")
        .is(401, INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer user-7",
        "bearer user-7",
        "BEARER user-7",
        "Bearer   user-7",
        "Bearer user-7 "
      })
  void schemeIsCaseInsensitive(String header) {
    assertEquals(200, service.get("/scores/user", "Authorization", header).status());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void tokenRejectedByTheUsersServiceReturns401(int status) {
    users.respond("t", status, "<html>");
    Response response = service.get("/scores/user", "Authorization", "Bearer t").is(401, INVALID);
    assertEquals("Bearer", response.header("WWW-Authenticate"));
  }

  @Test
  void inactiveUserReturns401() {
    users.respond("inactive", 200, UsersStub.user("7", "false"));
    service.get("/scores/user", "Authorization", "Bearer inactive").is(401, INVALID);
  }

  static Stream<Arguments> notUnderstood() {
    return Stream.of(
        arguments(500, "{}"),
        arguments(503, "{}"),
        arguments(429, "{}"),
        arguments(400, "{}"),
        arguments(201, UsersStub.user("7", "true")),
        arguments(204, ""),
        arguments(302, ""),
        arguments(200, ""),
        arguments(200, "x"),
        arguments(200, "[]"),
        arguments(200, "null"),
        arguments(200, "{}"),
        arguments(200, "{\"status\":\"fail\",\"data\":{\"id\":7,\"active\":true}}"),
        arguments(200, "{\"status\":\"success\"}"),
        arguments(200, "{\"status\":\"success\",\"data\":[]}"),
        arguments(200, "{\"status\":\"success\",\"data\":{\"id\":7}}"),
        arguments(200, "{\"status\":\"success\",\"data\":{\"active\":true}}"),
        arguments(200, UsersStub.user("7", "\"true\"")),
        arguments(200, UsersStub.user("7", "1")),
        arguments(200, UsersStub.user("\"7\"", "true")),
        arguments(200, UsersStub.user("7.0", "true")),
        arguments(200, UsersStub.user("0", "true")),
        arguments(200, UsersStub.user("-1", "true")),
        arguments(200, UsersStub.user("2147483648", "true")),
        arguments(200, UsersStub.user("true", "true")));
  }

  @ParameterizedTest
  @MethodSource("notUnderstood")
  void malformedStatusResponseReturns503(int status, String body) {
    users.respond("t", status, body);
    Response response =
        service.get("/scores/user", "Authorization", "Bearer t").is(503, UNAVAILABLE);
    assertTrue(Integer.parseInt(response.header("Retry-After")) >= 1);
  }

  @Test
  void unreachableUsersServiceReturns503() {
    try (ScoresService alone =
        ScoresService.start("http://127.0.0.1:1", "DATABASE_URL", TestDatabases.SHARED)) {
      Response response =
          alone.get("/scores/user", "Authorization", "Bearer user-7").is(503, UNAVAILABLE);
      assertTrue(Integer.parseInt(response.header("Retry-After")) >= 1);
      assertEquals(200, alone.get("/scores").status());
    }
  }

  @Test
  void hangingUsersServiceReturns503AndDelaysNoPublicRoute() {
    CountDownLatch release = users.hold("slow");
    CompletableFuture<Response> hanging = service.writeAs("slow", "PATCH", "/scores", "{}");
    service.get("/ping", "Authorization", "Bearer slow");
    assertEquals(200, service.get("/scores", "Authorization", "Bearer slow").status());
    assertFalse(hanging.isDone());
    hanging.join().is(503, UNAVAILABLE);
    release.countDown();
  }

  @Test
  void slowTokenDoesNotDelayOthers() {
    try (UsersStub users = new UsersStub();
        ScoresService patient =
            ScoresService.startWithLongDeadline(users, "DATABASE_URL", TestDatabases.SHARED)) {
      CountDownLatch release = users.hold("slow");
      List<CompletableFuture<Response>> slow =
          IntStream.range(0, 100)
              .mapToObj(i -> patient.writeAs("slow", "PATCH", "/scores", "{}"))
              .toList();
      IntStream.range(1, 200)
          .forEach(
              user ->
                  assertEquals(
                      200,
                      patient
                          .get("/scores/user", "Authorization", "Bearer user-" + user)
                          .status()));
      release.countDown();
      slow.forEach(response -> response.join().is(401, INVALID));
    }
  }

  @Test
  void publicRoutesLookUpNoToken() {
    long before = users.lookups();
    for (String path : List.of("/scores", "/scores/1", "/scores/exercise/1", "/ping", "/nope")) {
      service.get(path, "Authorization", "Bearer user-70");
      service.get(path, "Authorization", "Basic x");
    }
    assertEquals(before, users.lookups());
  }

  @Test
  void acceptedTokenIsLookedUpOnce() {
    IntStream.range(0, 10)
        .forEach(i -> service.get("/scores/user", "Authorization", "Bearer user-71"));
    assertEquals(1, users.lookups("user-71"));
  }

  @Test
  void simultaneousRequestsLookUpATokenOnce() {
    CountDownLatch release = users.hold("user-72");
    List<CompletableFuture<Response>> responses =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    service.writeAsync(
                        "PATCH", "/scores", 72, "{\"exercise_id\":1,\"correct\":true}"))
            .toList();
    release.countDown();
    responses.forEach(response -> assertTrue(response.join().status() < 300));
    assertEquals(1, users.lookups("user-72"));
  }

  @Test
  void rejectionsAndFailuresAreNotCached() {
    users.respond("recovers", 401, "{}");
    service.get("/scores/user", "Authorization", "Bearer recovers").is(401, INVALID);
    users.respond("recovers", 500, "{}");
    service.get("/scores/user", "Authorization", "Bearer recovers").is(503, UNAVAILABLE);
    users.respond("recovers", 200, UsersStub.user("7", "true"));
    assertEquals(200, service.get("/scores/user", "Authorization", "Bearer recovers").status());
    assertEquals(3, users.lookups("recovers"));
  }

  @Test
  void failureOfOneTokenDoesNotAffectAnother() {
    users.respond("bad", 500, "{}");
    IntStream.range(0, 100)
        .forEach(i -> service.get("/scores/user", "Authorization", "Bearer bad"));
    assertEquals(200, service.get("/scores/user", "Authorization", "Bearer user-73").status());
  }

  @Test
  void atMost128LookupsRunAtOnce() {
    try (UsersStub users = new UsersStub();
        ScoresService patient =
            ScoresService.startWithLongDeadline(users, "DATABASE_URL", TestDatabases.SHARED)) {
      List<CountDownLatch> held =
          IntStream.range(1, 301).mapToObj(i -> users.hold("user-" + i)).toList();
      List<CompletableFuture<Response>> responses =
          IntStream.range(1, 301)
              .mapToObj(
                  user ->
                      patient.writeAsync(
                          "PATCH", "/scores", user, "{\"exercise_id\":1,\"correct\":true}"))
              .toList();
      held.forEach(CountDownLatch::countDown);
      responses.forEach(
          response -> assertTrue(List.of(200, 201).contains(response.join().status())));
      assertTrue(users.maxConcurrent() <= 128, "open at once: " + users.maxConcurrent());
    }
  }

  @Test
  void everyRequestIsLookedUpWithoutACache() {
    try (ScoresService forgetful =
        ScoresService.start(users, "DATABASE_URL", TestDatabases.SHARED, "AUTH_CACHE_TTL", "0")) {
      IntStream.range(0, 3)
          .forEach(i -> forgetful.get("/scores/user", "Authorization", "Bearer user-74"));
      assertEquals(3, users.lookups("user-74"));
    }
  }

  @Test
  void revokedTokenExpiresWithTheCache() {
    try (ScoresService service =
        ScoresService.start(
            users, "DATABASE_URL", TestDatabases.SHARED, "AUTH_CACHE_TTL", "50ms")) {
      assertEquals(200, service.get("/scores/user", "Authorization", "Bearer user-75").status());
      users.respond("user-75", 401, "{}");
      int status;
      do {
        status = service.get("/scores/user", "Authorization", "Bearer user-75").status();
      } while (status == 200);
      assertEquals(401, status);
    }
  }
}
