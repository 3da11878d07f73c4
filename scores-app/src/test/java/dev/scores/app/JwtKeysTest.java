package dev.scores.app;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.scores.app.ScoresService.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Fetching and caching of the keys that verify tokens ({@code AUTH_MODE=jwt}). The tests share a
 * service, which caches keys: each test has keys of its own. A test that needs a service that has
 * no keys yet, or closes the users service, starts its own.
 */
class JwtKeysTest {

  private static final String INVALID =
      "{\"status\":\"error\",\"message\":\"Invalid token.\",\"code\":\"invalid_token\"}";
  private static final String UNAVAILABLE =
      "{\"status\":\"error\",\"message\":\"Authentication is unavailable. Please try again.\","
          + "\"code\":\"authentication_unavailable\"}";

  private static UsersStub users;
  private static ScoresService service;

  private final ECKey first = newKey();
  private final ECKey second = newKey();

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.startInJwtMode(users);
  }

  @AfterAll
  static void stop() {
    users.close();
    service.close();
  }

  @BeforeEach
  void publish() {
    users.publish(first);
  }

  @Test
  void keysAreRequestedOnceAndNoTokenIsSent() {
    int before = users.keyRequests();
    String token = TokenForger.token(first, 7);
    users.respond(token, 401, "{}");
    for (int user = 1; user <= 20; user++) {
      assertAccepted(token);
      assertAccepted(TokenForger.token(first, user));
    }
    assertEquals(before + 1, users.keyRequests());
    assertEquals(0, users.lookups(token));
  }

  @Test
  void publicRoutesRequestNoKeys() {
    int before = users.keyRequests();
    for (String path : List.of("/scores?limit=1", "/scores/1", "/ping", "/nope")) {
      service.get(path, "Authorization", "Bearer " + TokenForger.token(first, 7));
      service.get(path, "Authorization", "Bearer x");
    }
    assertEquals(before, users.keyRequests());
  }

  @Test
  void malformedTokensRequestNoKeys() {
    int before = users.keyRequests();
    for (String header : List.of("Basic x", "Bearer", "Bearer x", "Bearer a.b.c")) {
      service.get("/scores/user", "Authorization", header).is(401, INVALID);
    }
    assertEquals(before, users.keyRequests());
  }

  @Test
  void rotatedKeyReplacesTheFormerOne() {
    String former = TokenForger.token(first, 7);
    assertAccepted(former);
    users.publish(second);
    assertAccepted(former);
    assertAccepted(TokenForger.token(second, 7));
    assertRejected(former);
    assertRejected(TokenForger.token(first, 7));
  }

  @Test
  void newKeysAreAcceptedAtTheirFirstToken() {
    for (int i = 0; i < 3; i++) {
      ECKey next = newKey();
      users.publish(next);
      assertAccepted(TokenForger.token(next, 7));
    }
  }

  @Test
  void keyPublishedInAdvanceIsKnown() {
    int before = users.keyRequests();
    users.publish(first, second);
    assertAccepted(TokenForger.token(first, 7));
    assertAccepted(TokenForger.token(second, 7));
    assertEquals(before + 1, users.keyRequests());
  }

  @Test
  void missingKeysReturn503() {
    UsersStub users = new UsersStub();
    try (ScoresService service = ScoresService.startInJwtMode(users)) {
      users.close();
      assertUnavailable(service, TokenForger.token(first, 7));
      assertUnavailable(service, TokenForger.token(second, 7));
      assertEquals(200, service.get("/scores?limit=1").status());
    }
  }

  @Test
  void hangingUsersServiceDelaysNoPublicRoute() {
    CountDownLatch release = users.holdKeys();
    CompletableFuture<Response> hanging = soon(TokenForger.token(first, 7));
    assertEquals(200, service.get("/scores?limit=1").status());
    hanging.join().is(503, UNAVAILABLE);
    release.countDown();
  }

  static List<Map.Entry<Integer, String>> malformedKeys() {
    return List.of(
        entry(500, "{}"),
        entry(503, "{}"),
        entry(429, "{}"),
        entry(401, "{}"),
        entry(404, "{}"),
        entry(302, ""),
        entry(204, ""),
        entry(201, "{\"keys\":[]}"),
        entry(200, ""),
        entry(200, "x"),
        entry(200, "null"),
        entry(200, "[]"),
        entry(200, "{}"),
        entry(200, "{\"keys\":7}"),
        entry(200, "{\"keys\":[{\"kty\":\"EC\"}]}"),
        entry(200, "{\"keys\":[" + "[".repeat(30_000) + "]}"),
        entry(200, " ".repeat(70_000)));
  }

  @Test
  void malformedKeysRejectCallersUntilValidOnesCome() {
    try (UsersStub users = new UsersStub();
        ScoresService service = ScoresService.startInJwtMode(users)) {
      for (Map.Entry<Integer, String> response : malformedKeys()) {
        users.respondWithKeys(response.getKey(), response.getValue());
        assertUnavailable(service, TokenForger.token(first, 7));
      }
      users.publish(first);
      assertAccepted(service, TokenForger.token(first, 7));
    }
  }

  @Test
  void emptyKeySetRejectsEveryToken() {
    users.publish();
    assertRejected(TokenForger.token(first, 7));
  }

  @Test
  void unsupportedKeysAreIgnored() {
    users.respondWithKeys(
        200,
        "{\"keys\":[{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"kid\":\"x\",\"pub\":\"AA\"},"
            + first.toPublicJWK().toJSONString()
            + "]}");
    assertAccepted(TokenForger.token(first, 7));
  }

  @Test
  void knownKeysWorkWithoutTheUsersService() {
    UsersStub users = new UsersStub();
    users.publish(first);
    try (ScoresService service = ScoresService.startInJwtMode(users)) {
      assertAccepted(service, TokenForger.token(first, 7));
      users.close();
      assertAccepted(service, TokenForger.token(first, 7));
      assertAccepted(service, TokenForger.token(first, 8));
      assertUnavailable(service, TokenForger.token(second, 7));
      assertAccepted(service, TokenForger.token(first, 9));
    }
  }

  @Test
  void malformedKeysKeepTheKnownOnes() {
    assertAccepted(TokenForger.token(first, 7));
    users.respondWithKeys(200, "{}");
    assertUnavailable(service, TokenForger.token(second, 7));
    assertAccepted(TokenForger.token(first, 8));
  }

  @Test
  void knownKeysDoNotWaitForARequest() {
    try (ScoresService patient =
        ScoresService.startWithLongDeadline(
            users, "DATABASE_URL", TestDatabases.SHARED, "AUTH_MODE", "jwt")) {
      assertEquals(200, as(patient, TokenForger.token(first, 7)).status());
      CountDownLatch release = users.holdKeys();
      List<CompletableFuture<Response>> strangers =
          IntStream.range(0, 100)
              .mapToObj(
                  i ->
                      patient.writeAs(
                          TokenForger.token(TokenForger.key("s" + i), 7), "PATCH", "/scores", "{}"))
              .toList();
      for (int user = 1; user <= 100; user++) {
        assertEquals(200, as(patient, TokenForger.token(first, user)).status());
      }
      assertTrue(strangers.stream().noneMatch(CompletableFuture::isDone));
      release.countDown();
      strangers.forEach(response -> response.join().is(401, INVALID));
    }
  }

  @Test
  void inventedKeyIdsCauseOneRequestASecond() {
    try (ScoresService usual =
        ScoresService.start(users, "DATABASE_URL", TestDatabases.SHARED, "AUTH_MODE", "jwt")) {
      int before = users.keyRequests();
      long start = System.nanoTime();
      for (int round = 0; round < 3; round++) {
        List<CompletableFuture<Response>> strangers =
            IntStream.range(0, 100)
                .mapToObj(i -> TokenForger.token(TokenForger.key("stranger-" + i), 7))
                .map(token -> usual.writeAs(token, "PATCH", "/scores", "{}"))
                .toList();
        strangers.forEach(response -> response.join().is(401, INVALID));
      }
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      int requests = users.keyRequests() - before;
      assertTrue(requests <= seconds + 2, requests + " in " + seconds + " s");
    }
  }

  @Test
  void simultaneousFirstTokensRequestKeysOnce() {
    try (ScoresService patient =
        ScoresService.startWithLongDeadline(
            users, "DATABASE_URL", TestDatabases.SHARED, "AUTH_MODE", "jwt")) {
      int before = users.keyRequests();
      CountDownLatch release = users.holdKeys();
      List<CompletableFuture<Response>> responses =
          IntStream.rangeClosed(1, 30)
              .mapToObj(
                  user ->
                      patient.writeAs(
                          TokenForger.token(first, user),
                          "PATCH",
                          "/scores",
                          "{\"exercise_id\":1,\"correct\":true}"))
              .toList();
      assertFalse(responses.stream().allMatch(CompletableFuture::isDone));
      release.countDown();
      responses.forEach(response -> assertTrue(response.join().status() < 300));
      assertEquals(before + 1, users.keyRequests());
    }
  }

  private static ECKey newKey() {
    return TokenForger.key(UUID.randomUUID().toString());
  }

  private static void assertAccepted(String token) {
    assertAccepted(service, token);
  }

  private static void assertAccepted(ScoresService service, String token) {
    assertEquals(200, as(service, token).status());
  }

  private static void assertRejected(String token) {
    Response response = as(service, token).is(401, INVALID);
    assertEquals("Bearer", response.header("WWW-Authenticate"));
  }

  private static void assertUnavailable(ScoresService service, String token) {
    Response response = as(service, token).is(503, UNAVAILABLE);
    assertTrue(Integer.parseInt(response.header("Retry-After")) >= 1);
  }

  private static Response as(ScoresService service, String token) {
    return service.get("/scores/user?limit=1", "Authorization", "Bearer " + token);
  }

  private static CompletableFuture<Response> soon(String token) {
    return service.writeAs(token, "PATCH", "/scores", "{}");
  }
}
