package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attempts and activity over HTTP, also with the policy {@code sticky}. Score 1 is user 7's for
 * exercise 85 with the verdicts false, true and false.
 */
class AttemptRoutesTest {

  private static final String[] AS_USER_7 = {"Authorization", "Bearer user-7"};
  private static final String[] AS_USER_8 = {"Authorization", "Bearer user-8"};
  private static final String NO_SCORE =
      "{\"status\":\"fail\",\"message\":\"Score does not exist\",\"code\":\"score_does_not_exist\"}";
  private static final String ATTEMPTS =
      """
      {"status":"success","data":{"attempts":[\
      {"number":3,"correct":false,"at":"2026-01-01T23:30:00.000000Z"},\
      {"number":2,"correct":true,"at":"2026-01-01T10:00:00.000000Z"},\
      {"number":1,"correct":false,"at":"2026-01-01T09:00:00.000000Z"}]}}""";

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users);
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  @BeforeEach
  void threeAttempts() {
    service.execute(
        """
        truncate scores restart identity;
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
        values (7, 85, false, '2026-01-01T09:00:00Z', '2026-01-01T09:00:00Z');
        update scores set correct = true, updated_at = '2026-01-01T10:00:00Z';
        update scores set correct = false, updated_at = '2026-01-01T23:30:00Z'""");
  }

  // Attempts

  @Test
  void attemptsAreListedNewestFirst() {
    service.get("/scores/1/attempts").is(200, ATTEMPTS);
    service.get("/scores/user/exercise/85/attempts", AS_USER_7).is(200, ATTEMPTS);
  }

  @Test
  void scoreHasItsSolve() {
    service
        .get("/scores/1")
        .is(
            200,
            """
            {"status":"success","data":{"id":1,"user_id":7,"exercise_id":85,"correct":false,\
            "created_at":"2026-01-01T09:00:00.000000Z","updated_at":"2026-01-01T23:30:00.000000Z",\
            "attempts":3,"solved_at":"2026-01-01T10:00:00.000000Z","attempts_to_solve":2}}""");
    service
        .get("/scores?limit=1")
        .is(
            200,
            """
            {"status":"success","data":{"scores":[{"id":1,"user_id":7,"exercise_id":85,\
            "correct":false,"created_at":"2026-01-01T09:00:00.000000Z",\
            "updated_at":"2026-01-01T23:30:00.000000Z","attempts":3,\
            "solved_at":"2026-01-01T10:00:00.000000Z","attempts_to_solve":2}]}}""");
  }

  @Test
  void unsolvedScoreHasNulls() {
    Response added = service.write("POST", "/scores", 7, "{\"exercise_id\":86,\"correct\":false}");
    assertTrue(
        added.body().endsWith(",\"attempts\":1,\"solved_at\":null,\"attempts_to_solve\":null}}"),
        added.body());
  }

  @Test
  void pagesFollowTheLink() {
    Response first = service.get("/scores/1/attempts?limit=2");
    assertTrue(first.body().contains("\"number\":2,"), first.body());
    assertTrue(!first.body().contains("\"number\":1,"), first.body());
    String link = first.header("Link");
    assertTrue(link.matches("</scores/1/attempts\\?limit=2&after=[\\w-]+>; rel=\"next\""), link);
    Response last = service.get(link.substring(1, link.indexOf('>')));
    last.is(
        200,
        """
        {"status":"success","data":{"attempts":[\
        {"number":1,"correct":false,"at":"2026-01-01T09:00:00.000000Z"}]}}""");
    assertEquals("", last.header("Link"));
  }

  @Test
  void cursorOfAnotherPathReturns400() {
    String link = service.get("/scores/1/attempts?limit=1").header("Link");
    String after = link.substring(link.indexOf("after="), link.indexOf('>'));
    assertNamed("after", service.get("/scores/user/exercise/85/attempts?" + after, AS_USER_7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"limit=0", "limit=1001", "limit=x", "limit=1&limit=2", "after=", "after=x"})
  void invalidParameterIsNamed(String parameter) {
    String name = parameter.substring(0, parameter.indexOf('='));
    assertNamed(name, service.get("/scores/1/attempts?" + parameter));
    assertNamed(name, service.get("/scores/user/exercise/85/attempts?" + parameter, AS_USER_7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2",
        "0",
        "01",
        "blah",
        "user",
        "exercise",
        "9007199254740992",
        "99999999999999999999"
      })
  void otherScoreHasNoAttempts(String id) {
    service.get("/scores/" + id + "/attempts").is(404, NO_SCORE);
    service.get("/scores/user/exercise/" + id + "/attempts", AS_USER_7).is(404, NO_SCORE);
    service.get("/scores/user/exercise/85/attempts", AS_USER_8).is(404, NO_SCORE);
  }

  @Test
  void removedScoreHasNoAttempts() {
    service.send(service.request("DELETE", "/scores/1", "", AS_USER_7));
    service.get("/scores/1/attempts").is(404, NO_SCORE);
    service.get("/scores/user/exercise/85/attempts", AS_USER_7).is(404, NO_SCORE);
    service.write("POST", "/scores", 7, "{\"exercise_id\":85,\"correct\":true}");
    Response again = service.get("/scores/user/exercise/85/attempts", AS_USER_7);
    assertTrue(again.body().contains("[{\"number\":1,\"correct\":true,"), again.body());
  }

  // Activity

  @Test
  void activityIsCountedByDayInTheZone() {
    service
        .get("/scores/user/activity", AS_USER_7)
        .is(
            200,
            """
            {"status":"success","data":{"zone":"UTC","days":[\
            {"date":"2026-01-01","attempts":3,"solved":1}],\
            "current_streak":0,"longest_streak":1}}""");
    service
        .get("/scores/user/activity?zone=Europe/Berlin", AS_USER_7)
        .is(
            200,
            """
            {"status":"success","data":{"zone":"Europe/Berlin","days":[\
            {"date":"2026-01-01","attempts":2,"solved":1},\
            {"date":"2026-01-02","attempts":1,"solved":0}],\
            "current_streak":0,"longest_streak":2}}""");
  }

  @Test
  void removedScoreCounts() {
    service.write("POST", "/scores", 7, "{\"exercise_id\":86,\"correct\":true}");
    service.send(service.request("DELETE", "/scores/1", "", AS_USER_7));
    String body = service.get("/scores/user/activity", AS_USER_7).body();
    assertTrue(body.contains("{\"date\":\"2026-01-01\",\"attempts\":3,\"solved\":1}"), body);
    assertTrue(body.contains("\"attempts\":1,\"solved\":1}],\"current_streak\":1,"), body);
  }

  @Test
  void userWithoutScoresHasNoDays() {
    service
        .get("/scores/user/activity?zone=UTC", AS_USER_8)
        .is(
            200,
            """
            {"status":"success","data":{"zone":"UTC","days":[],\
            "current_streak":0,"longest_streak":0}}""");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Mars/Olympus",
        "%2B01:00",
        "Z",
        "GMT%2B1",
        "europe/berlin",
        "UTC&zone=UTC",
        "%00"
      })
  void unknownZoneIsNamed(String zone) {
    assertNamed("zone", service.get("/scores/user/activity?zone=" + zone, AS_USER_7));
  }

  // Policy

  @Test
  void solvedScoreStaysCorrectIfSticky() {
    try (ScoresService sticky = ScoresService.start(users, "SCORE_POLICY", "sticky")) {
      sticky.write("POST", "/scores", 7, "{\"exercise_id\":1,\"correct\":true}");
      String body =
          sticky.write("PATCH", "/scores", 7, "{\"exercise_id\":1,\"correct\":false}").body();
      assertTrue(body.contains("\"correct\":true,"), body);
      assertTrue(body.contains("\"attempts\":2,"), body);
      String attempts = sticky.get("/scores/user/exercise/1/attempts", AS_USER_7).body();
      assertTrue(attempts.contains("[{\"number\":2,\"correct\":false,"), attempts);
    }
  }

  private static void assertNamed(String parameter, Response response) {
    assertEquals(400, response.status(), response.body());
    assertTrue(
        response.body().contains("\"errors\":[{\"pointer\":\"" + parameter + "\","),
        response.body());
  }
}
