package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import java.util.List;
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
  private static final String REMOVED =
      "{\"status\":\"success\",\"message\":\"Score was removed!\"}";
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
          (7, 2, false, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
          (7, 3, false, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
          (8, 1, true,  '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
          (3, 1, true,  '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
          (2, 2, false, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z');
        update scores set correct = true, updated_at = '2026-01-01T00:00:02.5Z'
        where user_id = 7 and exercise_id = 2""");
  }

  @Test
  void statisticsOfAllOfACallerAndOfAnExercise() {
    isDated(
        service.get("/scores/stats"),
        """
            {"status":"success","data":{"attempted":6,"correct":4,\
            "correct_ratio":0.6666666666666666,"last_updated_at":"2026-01-01T00:00:02.500000Z",\
            "solved":4,"attempts":7,"median_attempts_to_solve":1.0}}""");
    service
        .get("/scores/user/stats", AS_USER_7)
        .is(
            200,
            """
            {"status":"success","data":{"user_id":7,"attempted":3,"correct":2,\
            "correct_ratio":0.6666666666666666,"last_updated_at":"2026-01-01T00:00:02.500000Z",\
            "solved":2,"attempts":4,"median_attempts_to_solve":1.5}}""");
    isDated(
        service.get("/scores/exercise/1/stats"),
        """
            {"status":"success","data":{"exercise_id":1,"attempted":3,"correct":3,\
            "correct_ratio":1.0,"last_updated_at":"2026-01-01T00:00:01.000000Z",\
            "solved":3,"attempts":3,"median_attempts_to_solve":1.0}}""");
  }

  @Test
  void statisticsOfNoScoresAreNull() {
    isDated(
        service.get("/scores/exercise/2147483647/stats"),
        """
            {"status":"success","data":{"exercise_id":2147483647,"attempted":0,"correct":0,\
            "correct_ratio":null,"last_updated_at":null,"solved":0,"attempts":0,\
            "median_attempts_to_solve":null}}""");
    service
        .get("/scores/user/stats", AS_USER_9)
        .is(
            200,
            """
            {"status":"success","data":{"user_id":9,"attempted":0,"correct":0,\
            "correct_ratio":null,"last_updated_at":null,"solved":0,"attempts":0,\
            "median_attempts_to_solve":null}}""");
    isDated(
        service.get("/scores/user/rank", AS_USER_9),
        "{\"status\":\"success\",\"data\":{\"rank\":null,\"user_id\":9,\"correct\":0,"
            + "\"last_solved_at\":null}}");
    service.execute("truncate scores");
    isDated(
        service.get("/scores/stats"),
        """
            {"status":"success","data":{"attempted":0,"correct":0,"correct_ratio":null,\
            "last_updated_at":null,"solved":0,"attempts":0,"median_attempts_to_solve":null}}""");
    isDated(
        service.get("/scores/leaderboard"),
        "{\"status\":\"success\",\"data\":{\"leaderboard\":[]}}");
  }

  @Test
  void leaderboardIsOrderedByCorrectScoresThenTimeThenUser() {
    service.execute(
        """
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
        values (1, 3, true, '2026-01-01T00:00:00.000001Z', '2026-01-01T00:00:00.000001Z')""");
    isDated(
        service.get("/scores/leaderboard"),
        """
            {"status":"success","data":{"leaderboard":[\
            {"rank":1,"user_id":7,"correct":2,"last_solved_at":"2026-01-01T00:00:02.500000Z"},\
            {"rank":2,"user_id":3,"correct":1,"last_solved_at":"2026-01-01T00:00:00.000000Z"},\
            {"rank":2,"user_id":8,"correct":1,"last_solved_at":"2026-01-01T00:00:00.000000Z"},\
            {"rank":4,"user_id":1,"correct":1,"last_solved_at":"2026-01-01T00:00:00.000001Z"},\
            {"rank":5,"user_id":2,"correct":0,"last_solved_at":null}]}}""");
    isDated(
        service.get("/scores/leaderboard?limit=1"),
        """
            {"status":"success","data":{"leaderboard":[\
            {"rank":1,"user_id":7,"correct":2,"last_solved_at":"2026-01-01T00:00:02.500000Z"}]}}""");
    isDated(
        service.get("/scores/user/rank", AS_USER_7),
        """
            {"status":"success","data":\
            {"rank":1,"user_id":7,"correct":2,"last_solved_at":"2026-01-01T00:00:02.500000Z"}}""");
  }

  @Test
  void eventsAfterAsOfAreThoseThatTheReportLacks() {
    for (String path :
        List.of(
            "/scores/stats",
            "/scores/exercise/1/stats",
            "/scores/leaderboard",
            "/scores/user/rank")) {
      String before = asOf(service.get(path, AS_USER_7));
      service.execute("update scores set correct = not correct where id = 3");
      assertEquals(List.of("updated 3"), eventsAfter(before), path);
      assertEquals(List.of(), eventsAfter(asOf(service.get(path, AS_USER_7))), path);
    }
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
  void followerContinuesFromNext() {
    Response first = service.get("/scores/changes?limit=4");
    assertEquals("added 1, added 2, added 3, added 4", events(first));
    Response second = service.get("/scores/changes?after=" + next(first));
    assertEquals("added 5, added 6, updated 2", events(second));
    Response nothing = service.get("/scores/changes?after=" + next(second));
    nothing.is(
        200, "{\"status\":\"success\",\"data\":{\"events\":[],\"next\":\"" + next(second) + "\"}}");
    service.execute(
        "update scores set correct = true, updated_at = '2026-01-02T00:00:00Z' where id = 6");
    Response updated = service.get("/scores/changes?after=" + next(second));
    assertEquals(
        """
        {"status":"success","data":{"events":[{"type":"updated","sequence":N,\
        "at":"2026-01-02T00:00:00.000000Z","verdict":true,"score":{"id":6,"user_id":2,\
        "exercise_id":2,"correct":true,"created_at":"2026-01-01T00:00:00.000000Z",\
        "updated_at":"2026-01-02T00:00:00.000000Z","attempts":2,\
        "solved_at":"2026-01-02T00:00:00.000000Z","attempts_to_solve":2}}],"next":"…"}}""",
        normalized(updated));
  }

  @Test
  void scoreWithoutASolveHasItsNulls() {
    String body = service.get("/scores/changes").body();
    assertTrue(
        body.contains("\"attempts\":1,\"solved_at\":null,\"attempts_to_solve\":null}},"), body);
  }

  @Test
  void removedScoreHasOnlyItsIds() {
    String after = next(service.get("/scores/changes?after=latest"));
    service.send(service.request("DELETE", "/scores/1", "", AS_USER_7)).is(200, REMOVED);
    Response removed = service.get("/scores/changes?after=" + after);
    assertEquals(
        """
        {"status":"success","data":{"events":[{"type":"removed","sequence":N,"at":"T",\
        "score":{"id":1,"user_id":7,"exercise_id":1}}],"next":"…"}}""",
        normalized(removed).replaceFirst("\"at\":\"[^\"]*\"", "\"at\":\"T\""));
  }

  @Test
  void latestIsTheEndOfTheLog() {
    Response latest = service.get("/scores/changes?after=latest&limit=1");
    assertEquals("", events(latest));
    service.execute("update scores set correct = true where id = 3");
    assertEquals("updated 3", events(service.get("/scores/changes?after=" + next(latest))));
  }

  @Test
  void cursorBeforeDroppedEventsReturns410() {
    String first = next(service.get("/scores/changes?limit=1"));
    service.execute(
        """
        update score_events_dropped set (transaction, sequence) =
          (select transaction, sequence from score_events order by 1 desc, 2 desc limit 1)""");
    try {
      service
          .get("/scores/changes?after=" + first)
          .is(
              410,
              """
              {"status":"fail","message":"Events after this cursor were dropped. Take after=latest, \
              read all scores, and go on from there.","code":"gone"}""");
      assertEquals("", events(service.get("/scores/changes")));
    } finally {
      service.execute("update score_events_dropped set transaction = '0', sequence = 0");
    }
  }

  @Test
  void tamperedCursorReturns400() {
    String next = next(service.get("/scores/changes"));
    String changed = (next.charAt(0) == 'A' ? "B" : "A") + next.substring(1);
    named("after", service.get("/scores/changes?after=" + changed));
  }

  /** The body without {@code as_of}, which is the end of the feed. */
  private static void isDated(Response response, String body) {
    assertEquals(200, response.status(), response.body());
    assertEquals(body, response.body().replaceFirst(",\"as_of\":\"[^\"]*\"", ""));
    assertEquals(List.of(), eventsAfter(asOf(response)));
  }

  private static String asOf(Response response) {
    assertTrue(response.body().contains("\"as_of\":\""), response.body());
    return response.body().replaceAll(".*\"as_of\":\"([^\"]*)\".*", "$1");
  }

  private static List<String> eventsAfter(String cursor) {
    String found = events(service.get("/scores/changes?after=" + cursor));
    return found.isEmpty() ? List.of() : List.of(found.split(", "));
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

  /** The types and the scores of the events. */
  private static String events(Response response) {
    assertEquals(200, response.status(), response.body());
    return Pattern.compile("\"type\":\"([a-z]+)\".*?\"id\":([0-9]+)")
        .matcher(response.body())
        .results()
        .map(found -> found.group(1) + " " + found.group(2))
        .collect(Collectors.joining(", "));
  }

  private static String normalized(Response response) {
    return response
        .body()
        .replaceAll("\"sequence\":\\d+", "\"sequence\":N")
        .replaceAll("\"next\":\"[^\"]*\"", "\"next\":\"…\"");
  }
}
