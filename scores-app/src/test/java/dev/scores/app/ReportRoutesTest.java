package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics, rankings and changes over HTTP. */
@Isolated("Transactions of other tests would delay the change feed.")
class ReportRoutesTest {

  private static final String[] AS_USER_7 = {"Authorization", "Bearer user-7"};
  private static final String[] AS_USER_9 = {"Authorization", "Bearer user-9"};
  private static final String NO_SCORE =
      "{\"status\":\"fail\",\"message\":\"Score does not exist\",\"code\":\"score_does_not_exist\"}";

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
  void fill() {
    service.execute(
        """
        truncate scores restart identity;
        insert into scores (user_id, exercise_id, correct, created_at, updated_at) values
          (7, 1, true,  '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'),
          (7, 2, true,  '2026-01-01T00:00:00Z', '2026-01-01T00:00:02.5Z'),
          (7, 3, false, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
          (8, 1, true,  '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
          (3, 1, true,  '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
          (2, 2, false, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')""");
  }

  @Test
  void statisticsOfAllOfACallerAndOfAnExercise() {
    service
        .get("/scores/stats")
        .is(
            200,
            """
            {"status":"success","data":{"attempted":6,"correct":4,\
            "correct_ratio":0.6666666666666666,"last_updated_at":"2026-01-01T00:00:02.500000Z"}}""");
    service
        .get("/scores/user/stats", AS_USER_7)
        .is(
            200,
            """
            {"status":"success","data":{"user_id":7,"attempted":3,"correct":2,\
            "correct_ratio":0.6666666666666666,"last_updated_at":"2026-01-01T00:00:02.500000Z"}}""");
    service
        .get("/scores/exercise/1/stats")
        .is(
            200,
            """
            {"status":"success","data":{"exercise_id":1,"attempted":3,"correct":3,\
            "correct_ratio":1.0,"last_updated_at":"2026-01-01T00:00:01.000000Z"}}""");
  }

  @Test
  void statisticsOfNoScoresAreNull() {
    service
        .get("/scores/exercise/2147483647/stats")
        .is(
            200,
            """
            {"status":"success","data":{"exercise_id":2147483647,"attempted":0,"correct":0,\
            "correct_ratio":null,"last_updated_at":null}}""");
    service
        .get("/scores/user/stats", AS_USER_9)
        .is(
            200,
            """
            {"status":"success","data":{"user_id":9,"attempted":0,"correct":0,\
            "correct_ratio":null,"last_updated_at":null}}""");
    service
        .get("/scores/user/rank", AS_USER_9)
        .is(200, "{\"status\":\"success\",\"data\":{\"rank\":null,\"user_id\":9,\"correct\":0}}");
    service.execute("truncate scores");
    service
        .get("/scores/stats")
        .is(
            200,
            """
            {"status":"success","data":{"attempted":0,"correct":0,"correct_ratio":null,\
            "last_updated_at":null}}""");
    service
        .get("/scores/leaderboard")
        .is(200, "{\"status\":\"success\",\"data\":{\"leaderboard\":[]}}");
  }

  @Test
  void leaderboardIsOrderedByCorrectScoresThenUser() {
    service
        .get("/scores/leaderboard")
        .is(
            200,
            """
            {"status":"success","data":{"leaderboard":[\
            {"rank":1,"user_id":7,"correct":2},\
            {"rank":2,"user_id":3,"correct":1},\
            {"rank":2,"user_id":8,"correct":1},\
            {"rank":4,"user_id":2,"correct":0}]}}""");
    service
        .get("/scores/leaderboard?limit=1")
        .is(
            200,
            "{\"status\":\"success\",\"data\":{\"leaderboard\":[{\"rank\":1,\"user_id\":7,\"correct\":2}]}}");
    service
        .get("/scores/user/rank", AS_USER_7)
        .is(200, "{\"status\":\"success\",\"data\":{\"rank\":1,\"user_id\":7,\"correct\":2}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"blah", "0", "-1", "01", "2147483648", "99999999999999999999"})
  void malformedExerciseIdReturns404(String exercise) {
    service.get("/scores/exercise/" + exercise + "/stats").is(404, NO_SCORE);
    service.get("/scores/exercise/" + "9".repeat(5000) + "/stats").is(404, NO_SCORE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "%2B1", "01", "1.0", "x", "", "101", "9999999999", "1&limit=2"})
  void invalidLeaderboardLimitIsNamed(String limit) {
    named("limit", service.get("/scores/leaderboard?limit=" + limit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=x",
        "limit=%2B1",
        "limit=",
        "limit=1&limit=1",
        "after=",
        "after=x",
        "after=0",
        "after=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "after=%00"
      })
  void invalidChangesParameterIsNamed(String parameter) {
    named(
        parameter.substring(0, parameter.indexOf('=')),
        service.get("/scores/changes?" + parameter));
  }

  @Test
  void replicaContinuesFromNext() {
    Response first = service.get("/scores/changes?limit=4");
    assertEquals("1 2 3 4", ids(first));
    Response second = service.get("/scores/changes?after=" + next(first));
    assertEquals("5 6", ids(second));
    Response nothing = service.get("/scores/changes?after=" + next(second));
    nothing.is(
        200, "{\"status\":\"success\",\"data\":{\"scores\":[],\"next\":\"" + next(second) + "\"}}");
    service.execute(
        "update scores set correct = true, updated_at = '2026-01-02T00:00:00Z' where id = 6");
    String body = service.get("/scores/changes?after=" + next(second)).body();
    assertTrue(
        body.startsWith(
            """
            {"status":"success","data":{"scores":[{"id":6,"user_id":2,"exercise_id":2,\
            "correct":true,"created_at":"2026-01-01T00:00:00.000000Z",\
            "updated_at":"2026-01-02T00:00:00.000000Z"}],"next":\""""),
        body);
  }

  @Test
  void tamperedCursorReturns400() {
    String next = next(service.get("/scores/changes"));
    String changed = (next.charAt(0) == 'A' ? "B" : "A") + next.substring(1);
    named("after", service.get("/scores/changes?after=" + changed));
  }

  private static void named(String parameter, Response response) {
    assertEquals(400, response.status(), response.body());
    String start =
        "{\"status\":\"fail\",\"message\":\"Invalid parameter.\",\"code\":\"invalid_parameter\","
            + "\"errors\":[{\"pointer\":\""
            + parameter
            + "\",";
    assertTrue(response.body().startsWith(start), response.body());
  }

  private static String next(Response response) {
    return response.body().replaceAll(".*\"next\":\"([^\"]*)\".*", "$1");
  }

  private static String ids(Response response) {
    return Pattern.compile("\"id\":([0-9]+)")
        .matcher(response.body())
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.joining(" "));
  }
}
