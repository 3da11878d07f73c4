package dev.scores.app;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.ECKey;
import dev.scores.app.ScoresService.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the keys come from that tokens are verified by ({@code AUTH_MODE=jwt}), and when. */
class JwtKeysTest {

  private static final String INVALID =
      "{\"status\":\"error\",\"message\":\"Invalid token.\",\"code\":\"invalid_token\"}";
  private static final String UNAVAILABLE =
      "{\"status\":\"error\",\"message\":\"Authentication is unavailable. Please try again.\","
          + "\"code\":\"authentication_unavailable\"}";

  private static final ECKey FIRST = JwtForge.key("first");
  private static final ECKey SECOND = JwtForge.key("second");
  private static final ECKey STRANGERS = JwtForge.key("strangers");

  private final UsersStub users = new UsersStub();
  private ScoresService service;

  @BeforeEach
  void start() {
    users.publish(FIRST);
    service = ScoresService.startVerifying(users);
  }

  @AfterEach
  void stop() {
    users.close();
    service.close();
  }

  @Test
  void theUsersServiceIsAskedForItsKeysOnceAndForNoToken() {
    String token = JwtForge.token(FIRST, 7);
    users.say(token, 401, "{}");
    for (int user = 1; user <= 20; user++) {
      isTaken(token);
      isTaken(JwtForge.token(FIRST, user));
    }
    assertEquals(1, users.keysAsked());
    assertEquals(0, users.asked(token));
  }

  @Test
  void publicRoutesAskForNoKeys() {
    for (String path : List.of("/scores?limit=1", "/scores/1", "/ping", "/nope")) {
      service.get(path, "Authorization", "Bearer " + JwtForge.token(FIRST, 7));
      service.get(path, "Authorization", "Bearer x");
    }
    assertEquals(0, users.keysAsked());
  }

  @Test
  void whatNoKeyCouldMakeGoodAsksForNone() {
    for (String header : List.of("Basic x", "Bearer", "Bearer x", "Bearer a.b.c")) {
      service.get("/scores/user", "Authorization", header).is(401, INVALID);
    }
    assertEquals(0, users.keysAsked());
  }

  @Test
  void aNewKeyIsTakenWithoutARestartAndTheFormerOneNoLonger() {
    String former = JwtForge.token(FIRST, 7);
    isTaken(former);
    users.publish(SECOND);
    isTaken(former);
    isTaken(JwtForge.token(SECOND, 7));
    isRefused(former);
    isRefused(JwtForge.token(FIRST, 7));
  }

  @Test
  void oneNewKeyAfterAnotherIsTakenAtItsFirstToken() {
    for (int i = 0; i < 3; i++) {
      ECKey next = JwtForge.key("next-" + i);
      users.publish(next);
      isTaken(JwtForge.token(next, 7));
    }
  }

  @Test
  void aKeyThatIsPublishedBeforeItSignsIsKnown() {
    users.publish(FIRST, SECOND);
    isTaken(JwtForge.token(FIRST, 7));
    isTaken(JwtForge.token(SECOND, 7));
    assertEquals(1, users.keysAsked());
  }

  @Test
  void whereNoKeyIsKnownAUsersServiceThatIsDownIsUnavailable() {
    users.close();
    isUnavailable(JwtForge.token(FIRST, 7));
    isUnavailable(JwtForge.token(STRANGERS, 7));
    assertEquals(200, service.get("/scores?limit=1").status());
  }

  @Test
  void aUsersServiceThatHangsIsUnavailableAndDelaysNoPublicRoute() {
    CountDownLatch release = users.holdKeys();
    CompletableFuture<Answer> hanging = soon(JwtForge.token(FIRST, 7));
    assertEquals(200, service.get("/scores?limit=1").status());
    hanging.join().is(503, UNAVAILABLE);
    release.countDown();
  }

  static List<Map.Entry<Integer, String>> notUnderstood() {
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
    for (Map.Entry<Integer, String> answer : notUnderstood()) {
      users.sayKeys(answer.getKey(), answer.getValue());
      isUnavailable(JwtForge.token(FIRST, 7));
    }
    users.publish(FIRST);
    isTaken(JwtForge.token(FIRST, 7));
  }

  @Test
  void aUsersServiceWithoutKeysHasMadeNoToken() {
    users.publish();
    isRefused(JwtForge.token(FIRST, 7));
  }

  @Test
  void keysOfKindsThatWeDoNotKnowHideNoOthers() {
    users.sayKeys(
        200,
        "{\"keys\":[{\"kty\":\"AKP\",\"alg\":\"ML-DSA-44\",\"kid\":\"x\",\"pub\":\"AA\"},"
            + FIRST.toPublicJWK().toJSONString()
            + "]}");
    isTaken(JwtForge.token(FIRST, 7));
  }

  @Test
  void whoseKeyIsKnownIsTakenWhileTheUsersServiceIsDown() {
    isTaken(JwtForge.token(FIRST, 7));
    users.close();
    isTaken(JwtForge.token(FIRST, 7));
    isTaken(JwtForge.token(FIRST, 8));
    isUnavailable(JwtForge.token(SECOND, 7));
    isTaken(JwtForge.token(FIRST, 9));
  }

  @Test
  void keysThatAreNotUnderstoodTakeNoneAway() {
    isTaken(JwtForge.token(FIRST, 7));
    users.sayKeys(200, "{}");
    isUnavailable(JwtForge.token(SECOND, 7));
    isTaken(JwtForge.token(FIRST, 8));
  }

  @Test
  void whoseKeyIsKnownNeverWaitsForAnothers() {
    try (ScoresService patient =
        ScoresService.startPatient(users, "DATABASE_URL", SharedDatabase.URL, "AUTH_MODE", "jwt")) {
      assertEquals(200, as(patient, JwtForge.token(FIRST, 7)).status());
      CountDownLatch release = users.holdKeys();
      List<CompletableFuture<Answer>> strangers =
          IntStream.range(0, 100)
              .mapToObj(
                  i ->
                      patient.writeAs(
                          JwtForge.token(JwtForge.key("s" + i), 7), "PATCH", "/scores", "{}"))
              .toList();
      for (int user = 1; user <= 100; user++) {
        assertEquals(200, as(patient, JwtForge.token(FIRST, user)).status());
      }
      assertTrue(strangers.stream().noneMatch(CompletableFuture::isDone));
      release.countDown();
      strangers.forEach(answer -> answer.join().is(401, INVALID));
    }
  }

  @Test
  void howeverManyKeysAStrangerInventsTheUsersServiceIsAskedOnceASecond() {
    try (ScoresService usual =
        ScoresService.start(users, "DATABASE_URL", SharedDatabase.URL, "AUTH_MODE", "jwt")) {
      long start = System.nanoTime();
      for (int round = 0; round < 3; round++) {
        List<CompletableFuture<Answer>> strangers =
            IntStream.range(0, 100)
                .mapToObj(i -> JwtForge.token(JwtForge.key("stranger-" + i), 7))
                .map(token -> usual.writeAs(token, "PATCH", "/scores", "{}"))
                .toList();
        strangers.forEach(answer -> answer.join().is(401, INVALID));
      }
      long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
      assertTrue(users.keysAsked() <= seconds + 2, users.keysAsked() + " in " + seconds + " s");
    }
  }

  @Test
  void simultaneousFirstTokensAskOnce() {
    try (ScoresService patient =
        ScoresService.startPatient(users, "DATABASE_URL", SharedDatabase.URL, "AUTH_MODE", "jwt")) {
      CountDownLatch release = users.holdKeys();
      List<CompletableFuture<Answer>> answers =
          IntStream.rangeClosed(1, 30)
              .mapToObj(
                  user ->
                      patient.writeAs(
                          JwtForge.token(FIRST, user),
                          "PATCH",
                          "/scores",
                          "{\"exercise_id\":1,\"correct\":true}"))
              .toList();
      assertFalse(answers.stream().allMatch(CompletableFuture::isDone));
      release.countDown();
      answers.forEach(answer -> assertTrue(answer.join().status() < 300));
      assertEquals(1, users.keysAsked());
    }
  }

  private void isTaken(String token) {
    assertEquals(200, as(service, token).status());
  }

  private void isRefused(String token) {
    Answer answer = as(service, token).is(401, INVALID);
    assertEquals("Bearer", answer.header("WWW-Authenticate"));
  }

  private void isUnavailable(String token) {
    Answer answer = as(service, token).is(503, UNAVAILABLE);
    assertTrue(Integer.parseInt(answer.header("Retry-After")) >= 1);
  }

  private static Answer as(ScoresService service, String token) {
    return service.get("/scores/user?limit=1", "Authorization", "Bearer " + token);
  }

  private CompletableFuture<Answer> soon(String token) {
    return service.writeAs(token, "PATCH", "/scores", "{}");
  }
}
