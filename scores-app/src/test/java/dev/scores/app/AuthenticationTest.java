package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scores.app.ScoresService.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is calling, by the table of the design's section 3. */
class AuthenticationTest {

  private static final String REQUIRED =
      "{\"status\":\"error\",\"message\":\"Provide a valid auth token.\",\"code\":\"token_required\"}";
  private static final String INVALID =
      "{\"status\":\"error\",\"message\":\"Invalid token.\",\"code\":\"invalid_token\"}";
  private static final String UNAVAILABLE =
      "{\"status\":\"error\",\"message\":\"Authentication is unavailable. Please try again.\","
          + "\"code\":\"authentication_unavailable\"}";

  private final UsersStub users = new UsersStub();
  private ScoresService service;

  @BeforeEach
  void start() {
    service = ScoresService.start(users, "DATABASE_URL", SharedDatabase.URL);
  }

  @AfterEach
  void stop() {
    users.close();
    service.close();
  }

  @Test
  void withoutAHeaderATokenIsAskedFor() {
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
  void malformedBearerHeaderIsInvalidWithoutALookup(String header) {
    Answer answer = service.get("/scores/user", "Authorization", header).is(401, INVALID);
    assertEquals("Bearer", answer.header("WWW-Authenticate"));
    assertEquals(0, users.asked("user-7"));
  }

  @Test
  void tokenOver4096CharactersReturns401WithoutAQuestion() {
    users.say("a".repeat(4_096), 200, UsersStub.user("7", "true"));
    users.say("a".repeat(4_097), 200, UsersStub.user("7", "true"));
    assertEquals(
        200, service.get("/scores/user", "Authorization", "Bearer " + "a".repeat(4_096)).status());
    service.get("/scores/user", "Authorization", "Bearer " + "a".repeat(4_097)).is(401, INVALID);
    assertEquals(1, users.asked("a".repeat(4_096)));
    assertEquals(0, users.asked("a".repeat(4_097)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"!!!!!", "=x", ":", "\"", "{}", "@"})
  void textThatIsNoTokenReturns401WithoutAQuestion(String more) {
    service.get("/scores/user", "Authorization", "Bearer user-7" + more).is(401, INVALID);
    assertEquals(0, users.asked("user-7" + more));
  }

  @Test
  void twoHeadersAreInvalid() {
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
  void theSchemeIsReadInAnyCase(String header) {
    assertEquals(200, service.get("/scores/user", "Authorization", header).status());
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void whatTheUsersServiceRefusesIsInvalid(int status) {
    users.say("t", status, "<html>");
    Answer answer = service.get("/scores/user", "Authorization", "Bearer t").is(401, INVALID);
    assertEquals("Bearer", answer.header("WWW-Authenticate"));
  }

  @Test
  void anInactiveUserIsInvalid() {
    users.say("t", 200, UsersStub.user("7", "false"));
    service.get("/scores/user", "Authorization", "Bearer t").is(401, INVALID);
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
  void malformedStatusResponseRejectsTheCaller(int status, String body) {
    users.say("t", status, body);
    Answer answer = service.get("/scores/user", "Authorization", "Bearer t").is(503, UNAVAILABLE);
    assertTrue(Integer.parseInt(answer.header("Retry-After")) >= 1);
  }

  @Test
  void aUsersServiceThatIsDownIsUnavailable() {
    users.close();
    Answer answer =
        service.get("/scores/user", "Authorization", "Bearer user-7").is(503, UNAVAILABLE);
    assertTrue(Integer.parseInt(answer.header("Retry-After")) >= 1);
    assertEquals(200, service.get("/scores").status());
  }

  @Test
  void aUsersServiceThatHangsIsUnavailableAndDelaysNoPublicRoute() {
    CountDownLatch release = users.hold("slow");
    CompletableFuture<Answer> hanging = service.writeAs("slow", "PATCH", "/scores", "{}");
    service.get("/ping", "Authorization", "Bearer slow");
    assertEquals(200, service.get("/scores", "Authorization", "Bearer slow").status());
    assertFalse(hanging.isDone());
    hanging.join().is(503, UNAVAILABLE);
    release.countDown();
  }

  @Test
  void aSlowTokenDoesNotDelayAStrangers() {
    try (ScoresService patient =
        ScoresService.startPatient(users, "DATABASE_URL", SharedDatabase.URL)) {
      CountDownLatch release = users.hold("slow");
      List<CompletableFuture<Answer>> slow =
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
      slow.forEach(answer -> answer.join().is(401, INVALID));
    }
  }

  @Test
  void publicRoutesAskNothing() {
    for (String path : List.of("/scores", "/scores/1", "/scores/exercise/1", "/ping", "/nope")) {
      service.get(path, "Authorization", "Bearer user-7");
      service.get(path, "Authorization", "Basic x");
    }
    assertEquals(0, users.asked("user-7"));
  }

  @Test
  void anAcceptedTokenIsAskedAboutOnce() {
    IntStream.range(0, 10)
        .forEach(i -> service.get("/scores/user", "Authorization", "Bearer user-7"));
    assertEquals(1, users.asked("user-7"));
  }

  @Test
  void simultaneousQuestionsAboutOneTokenAreAskedOnce() {
    CountDownLatch release = users.hold("user-7");
    List<CompletableFuture<Answer>> answers =
        IntStream.range(0, 30)
            .mapToObj(
                i ->
                    service.writeSoon(
                        "PATCH", "/scores", 7, "{\"exercise_id\":1,\"correct\":true}"))
            .toList();
    release.countDown();
    answers.forEach(answer -> assertTrue(answer.join().status() < 300));
    assertEquals(1, users.asked("user-7"));
  }

  @Test
  void aRefusalAndAFailureAreNotRemembered() {
    users.say("t", 401, "{}");
    service.get("/scores/user", "Authorization", "Bearer t").is(401, INVALID);
    users.say("t", 500, "{}");
    service.get("/scores/user", "Authorization", "Bearer t").is(503, UNAVAILABLE);
    users.say("t", 200, UsersStub.user("7", "true"));
    assertEquals(200, service.get("/scores/user", "Authorization", "Bearer t").status());
    assertEquals(3, users.asked("t"));
  }

  @Test
  void oneTokensFailureNeverRefusesAnothers() {
    users.say("bad", 500, "{}");
    IntStream.range(0, 100)
        .forEach(i -> service.get("/scores/user", "Authorization", "Bearer bad"));
    assertEquals(200, service.get("/scores/user", "Authorization", "Bearer user-7").status());
  }

  @Test
  void atMost128QuestionsAreOpenAtOnceAndTheRestWait() {
    try (ScoresService patient =
        ScoresService.startPatient(users, "DATABASE_URL", SharedDatabase.URL)) {
      List<CountDownLatch> held =
          IntStream.range(1, 301).mapToObj(i -> users.hold("user-" + i)).toList();
      List<CompletableFuture<Answer>> answers =
          IntStream.range(1, 301)
              .mapToObj(
                  user ->
                      patient.writeSoon(
                          "PATCH", "/scores", user, "{\"exercise_id\":1,\"correct\":true}"))
              .toList();
      held.forEach(CountDownLatch::countDown);
      answers.forEach(answer -> assertTrue(List.of(200, 201).contains(answer.join().status())));
      assertTrue(users.mostOpen() <= 128, "open at once: " + users.mostOpen());
    }
  }

  @Test
  void withoutACacheEveryRequestIsAskedAbout() {
    try (ScoresService forgetful =
        ScoresService.start(users, "DATABASE_URL", SharedDatabase.URL, "AUTH_CACHE_TTL", "0")) {
      IntStream.range(0, 3)
          .forEach(i -> forgetful.get("/scores/user", "Authorization", "Bearer user-7"));
      assertEquals(3, users.asked("user-7"));
    }
  }

  @Test
  void aRevokedTokenLivesNoLongerThanTheCache() {
    try (ScoresService service =
        ScoresService.start(users, "DATABASE_URL", SharedDatabase.URL, "AUTH_CACHE_TTL", "50ms")) {
      assertEquals(200, service.get("/scores/user", "Authorization", "Bearer user-7").status());
      users.say("user-7", 401, "{}");
      int status;
      do {
        status = service.get("/scores/user", "Authorization", "Bearer user-7").status();
      } while (status == 200);
      assertEquals(401, status);
    }
  }
}
