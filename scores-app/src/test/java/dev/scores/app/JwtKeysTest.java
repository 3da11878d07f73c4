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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fetching and caching of the keys that verify tokens ({@code AUTH_MODE=jwt}). */
class JwtKeysTest {

  private static final String INVALID =
      "{\"status\":\"error\",\"message\":\"Invalid token.\",\"code\":\"invalid_token\"}";
  private static final String UNAVAILABLE =
      "{\"status\":\"error\",\"message\":\"Authentication is unavailable. Please try again.\","
          + "\"code\":\"authentication_unavailable\"}";

  private static final ECKey FIRST = TokenForger.key("first");
  private static final ECKey SECOND = TokenForger.key("second");
  private static final ECKey STRANGERS = TokenForger.key("strangers");

  private final UsersStub users = new UsersStub();
  private ScoresService service;

  @BeforeEach
  void start() {
    users.publish(FIRST);
    service = ScoresService.startInJwtMode(users);
  }

  @AfterEach
  void stop() {
    users.close();
    service.close();
  }

  @Test
  void keysAreRequestedOnceAndNoTokenIsSent() {
    String token = TokenForger.token(FIRST, 7);
    users.respond(token, 401, "{}");
    for (int user = 1; user <= 20; user++) {
      assertAccepted(token);
      assertAccepted(TokenForger.token(FIRST, user));
    }
    assertEquals(1, users.keyRequests());
    assertEquals(0, users.lookups(token));
  }

  @Test
  void publicRoutesRequestNoKeys() {
    for (String path : List.of("/scores?limit=1", "/scores/1", "/ping", "/nope")) {
      service.get(path, "Authorization", "Bearer " + TokenForger.token(FIRST, 7));
      service.get(path, "Authorization", "Bearer x");
    }
    assertEquals(0, users.keyRequests());
  }

  @Test
  void malformedTokensRequestNoKeys() {
    for (String header : List.of("Basic x", "Bearer", "Bearer x", "Bearer a.b.c")) {
      service.get("/scores/user", "Authorization", header).is(401, INVALID);
    }
    assertEquals(0, users.keyRequests());
  }

  @Test
  void rotatedKeyReplacesTheFormerOne() {
    String former = TokenForger.token(FIRST, 7);
    assertAccepted(former);
    users.publish(SECOND);
    assertAccepted(former);
    assertAccepted(TokenForger.token(SECOND, 7));
    assertRejected(former);
    assertRejected(TokenForger.token(FIRST, 7));
  }

  @Test
  void newKeysAreAcceptedAtTheirFirstToken() {
    for (int i = 0; i < 3; i++) {
      ECKey next = TokenForger.key("next-" + i);
      users.publish(next);
      assertAccepted(TokenForger.token(next, 7));
    }
  }

  @Test
  void keyPublishedInAdvanceIsKnown() {
    users.publish(FIRST, SECOND);
    assertAccepted(TokenForger.token(FIRST, 7));
    assertAccepted(TokenForger.token(SECOND, 7));
    assertEquals(1, users.keyRequests());
  }

  @Test
  void missingKeysReturn503() {
    users.close();
    assertUnavailable(TokenForger.token(FIRST, 7));
    assertUnavailable(TokenForger.token(STRANGERS, 7));
    assertEquals(200, service.get("/scores?limit=1").status());
  }

  @Test
  void hangingUsersServiceDelaysNoPublicRoute() {
    CountDownLatch release = users.holdKeys();
    CompletableFuture<Response> hanging = soon(TokenForger.token(FIRST, 7));
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
    for (Map.Entry<Integer, String> response : malformedKeys()) {
      users.respondWithKeys(response.getKey(), response.getValue());
      assertUnavailable(TokenForger.token(FIRST, 7));
    }
    users.publish(FIRST);
    assertAccepted(TokenForger.token(FIRST, 7));
  }

  @Test
  void emptyKeySetRejectsEveryToken() {
    users.publish();
    assertRejected(TokenForger.token(FIRST, 7));
  }

  @Test
  void unsupportedKeysAreIgnored() {
    users.respondWithKeys(
        200,
        "{\"keys\":[{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"kid\":\"x\",\"pub\":\"AA\"},"
            + FIRST.toPublicJWK().toJSONString()
            + "]}");
    assertAccepted(TokenForger.token(FIRST, 7));
  }

  @Test
  void knownKeysWorkWithoutTheUsersService() {
    assertAccepted(TokenForger.token(FIRST, 7));
    users.close();
    assertAccepted(TokenForger.token(FIRST, 7));
    assertAccepted(TokenForger.token(FIRST, 8));
    assertUnavailable(TokenForger.token(SECOND, 7));
    assertAccepted(TokenForger.token(FIRST, 9));
  }

  @Test
  void malformedKeysKeepTheKnownOnes() {
    assertAccepted(TokenForger.token(FIRST, 7));
    users.respondWithKeys(200, "{}");
    assertUnavailable(TokenForger.token(SECOND, 7));
    assertAccepted(TokenForger.token(FIRST, 8));
  }

  @Test
  void knownKeysDoNotWaitForARequest() {
    try (ScoresService patient =
        ScoresService.startWithLongDeadline(
            users, "DATABASE_URL", SharedDatabase.URL, "AUTH_MODE", "jwt")) {
      assertEquals(200, as(patient, TokenForger.token(FIRST, 7)).status());
      CountDownLatch release = users.holdKeys();
      List<CompletableFuture<Response>> strangers =
          IntStream.range(0, 100)
              .mapToObj(
                  i ->
                      patient.writeAs(
                          TokenForger.token(TokenForger.key("s" + i), 7), "PATCH", "/scores", "{}"))
              .toList();
      for (int user = 1; user <= 100; user++) {
        assertEquals(200, as(patient, TokenForger.token(FIRST, user)).status());
      }
      assertTrue(strangers.stream().noneMatch(CompletableFuture::isDone));
      release.countDown();
      strangers.forEach(response -> response.join().is(401, INVALID));
    }
  }

  @Test
  void inventedKeyIdsCauseOneRequestASecond() {
    try (ScoresService usual =
        ScoresService.start(users, "DATABASE_URL", SharedDatabase.URL, "AUTH_MODE", "jwt")) {
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
      assertTrue(users.keyRequests() <= seconds + 2, users.keyRequests() + " in " + seconds + " s");
    }
  }

  @Test
  void simultaneousFirstTokensRequestKeysOnce() {
    try (ScoresService patient =
        ScoresService.startWithLongDeadline(
            users, "DATABASE_URL", SharedDatabase.URL, "AUTH_MODE", "jwt")) {
      CountDownLatch release = users.holdKeys();
      List<CompletableFuture<Response>> responses =
          IntStream.rangeClosed(1, 30)
              .mapToObj(
                  user ->
                      patient.writeAs(
                          TokenForger.token(FIRST, user),
                          "PATCH",
                          "/scores",
                          "{\"exercise_id\":1,\"correct\":true}"))
              .toList();
      assertFalse(responses.stream().allMatch(CompletableFuture::isDone));
      release.countDown();
      responses.forEach(response -> assertTrue(response.join().status() < 300));
      assertEquals(1, users.keyRequests());
    }
  }

  private void assertAccepted(String token) {
    assertEquals(200, as(service, token).status());
  }

  private void assertRejected(String token) {
    Response response = as(service, token).is(401, INVALID);
    assertEquals("Bearer", response.header("WWW-Authenticate"));
  }

  private void assertUnavailable(String token) {
    Response response = as(service, token).is(503, UNAVAILABLE);
    assertTrue(Integer.parseInt(response.header("Retry-After")) >= 1);
  }

  private static Response as(ScoresService service, String token) {
    return service.get("/scores/user?limit=1", "Authorization", "Bearer " + token);
  }

  private CompletableFuture<Response> soon(String token) {
    return service.writeAs(token, "PATCH", "/scores", "{}");
  }
}
