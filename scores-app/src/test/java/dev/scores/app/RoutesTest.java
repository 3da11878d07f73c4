package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The basic behaviour of each route. */
class RoutesTest {

  private static final String NO_SCORE =
      "{\"status\":\"fail\",\"message\":\"Score does not exist\",\"code\":\"score_does_not_exist\"}";
  private static final String NO_SUCH_SCORE =
      "{\"status\":\"fail\",\"message\":\"Sorry. That score does not exist.\","
          + "\"code\":\"score_does_not_exist\"}";

  /** The members that AttemptRoutesTest is about. */
  private static final Pattern SOLVE =
      Pattern.compile(
          ",\"attempts\":\\d+,\"solved_at\":(?:null|\"[^\"]*\"),\"attempts_to_solve\":(?:null|\\d+)");

  private static final Pattern TIMES =
      Pattern.compile(
          "\"(created|updated)_at\":\"(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z)\"");

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
  void noScores() {
    service.execute("truncate scores restart identity");
  }

  @Test
  void newScoreReturnsItsLocation() {
    Response added = service.write("POST", "/scores", 7, "{\"exercise_id\":85,\"correct\":true}");
    assertEquals(201, added.status());
    assertEquals(
        "{\"status\":\"success\",\"message\":\"New score was added!\",\"data\":"
            + score(1, 7, 85, true)
            + "}",
        timeless(added));
    assertEquals("/scores/1", added.header("Location"));
    assertEquals("application/json", added.header("Content-Type"));
    assertEquals(
        "{\"status\":\"success\",\"data\":" + score(1, 7, 85, true) + "}",
        timeless(service.get("/scores/1")));
  }

  @Test
  void secondAddForAnExerciseReturns400() {
    service.write("POST", "/scores", 7, "{\"exercise_id\":85,\"correct\":true}");
    String before = service.rows();
    service
        .write("POST", "/scores", 7, "{\"exercise_id\":85,\"correct\":false}")
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Sorry. That score already exists. Please update"
                + " with a PUT request.\",\"code\":\"score_already_exists\"}");
    assertEquals(before, service.rows());
    assertEquals(
        201, service.write("POST", "/scores", 7, "{\"exercise_id\":86,\"correct\":true}").status());
    assertEquals(
        201, service.write("POST", "/scores", 8, "{\"exercise_id\":85,\"correct\":true}").status());
  }

  @Test
  void updateChangesOnlyTheCallersScore() {
    Response added = service.write("POST", "/scores", 7, "{\"exercise_id\":85,\"correct\":true}");
    Response updated =
        service.write("PUT", "/scores/1", 7, "{\"exercise_id\":85,\"correct\":false}");
    assertEquals(200, updated.status());
    assertEquals(
        "{\"status\":\"success\",\"message\":\"Score was updated!\",\"data\":"
            + score(1, 7, 85, false)
            + "}",
        timeless(updated));
    assertEquals(time(added, "created"), time(updated, "created"));
    assertTrue(time(updated, "updated").compareTo(time(added, "updated")) > 0);

    String before = service.rows();
    service
        .write("PUT", "/scores/1", 7, "{\"exercise_id\":86,\"correct\":true}")
        .is(400, NO_SUCH_SCORE);
    service
        .write("PUT", "/scores/1", 8, "{\"exercise_id\":85,\"correct\":true}")
        .is(400, NO_SUCH_SCORE);
    service
        .write("PUT", "/scores/2", 7, "{\"exercise_id\":85,\"correct\":true}")
        .is(400, NO_SUCH_SCORE);
    assertEquals(before, service.rows());
  }

  @Test
  void secondUpsertUpdatesTheRow() {
    Response first = service.write("PATCH", "/scores", 7, "{\"exercise_id\":85,\"correct\":false}");
    assertEquals(201, first.status());
    assertEquals("/scores/1", first.header("Location"));
    assertEquals(
        "{\"status\":\"success\",\"message\":\"New score was added!\",\"data\":"
            + score(1, 7, 85, false)
            + "}",
        timeless(first));
    Response second = service.write("PATCH", "/scores", 7, "{\"exercise_id\":85,\"correct\":true}");
    assertEquals(200, second.status());
    assertEquals("", second.header("Location"));
    assertEquals(
        "{\"status\":\"success\",\"message\":\"Score was updated!\",\"data\":"
            + score(1, 7, 85, true)
            + "}",
        timeless(second));
  }

  @Test
  void upsertByIdUpdatesThatScore() {
    service.write("POST", "/scores", 7, "{\"exercise_id\":85,\"correct\":false}");
    Response updated =
        service.write("PATCH", "/scores/1", 7, "{\"exercise_id\":85,\"correct\":true}");
    assertEquals(200, updated.status());
    assertEquals(
        "{\"status\":\"success\",\"message\":\"Score was updated!\",\"data\":"
            + score(1, 7, 85, true)
            + "}",
        timeless(updated));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "9007199254740991", "9007199254740992", "99999999999999999999999"})
  void upsertByUnknownIdAddsUnderANewId(String id) {
    service.write("POST", "/scores", 8, "{\"exercise_id\":85,\"correct\":false}");
    Response added =
        service.write("PATCH", "/scores/" + id, 7, "{\"exercise_id\":85,\"correct\":true}");
    assertEquals(201, added.status());
    assertNotEquals("/scores/" + id, added.header("Location"));
    assertTrue(service.rows().contains(",8,85,f,"), service.rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "9007199254740991", "9007199254740992", "99999999999999999999999"})
  void upsertByAnotherIdReturns400(String id) {
    service.write("POST", "/scores", 7, "{\"exercise_id\":85,\"correct\":false}");
    service.write("POST", "/scores", 7, "{\"exercise_id\":86,\"correct\":false}");
    String before = service.rows();
    service
        .write("PATCH", "/scores/" + id, 7, "{\"exercise_id\":85,\"correct\":true}")
        .is(400, NO_SUCH_SCORE);
    assertEquals(before, service.rows());
  }

  @Test
  void listsAreOrderedById() {
    service.write("POST", "/scores", 8, "{\"exercise_id\":85,\"correct\":true}");
    service.write("POST", "/scores", 7, "{\"exercise_id\":86,\"correct\":true}");
    service.write("POST", "/scores", 7, "{\"exercise_id\":85,\"correct\":false}");
    service.write("PUT", "/scores/1", 8, "{\"exercise_id\":85,\"correct\":false}");
    String first = score(1, 8, 85, false);
    String second = score(2, 7, 86, true);
    String third = score(3, 7, 85, false);
    assertEquals(list(first, second, third), timeless(service.get("/scores")));
    assertEquals(
        list(second, third),
        timeless(service.get("/scores/user", "Authorization", "Bearer user-7")));
    assertEquals(list(first, third), timeless(service.get("/scores/exercise/85")));
    service.get("/scores/exercise/87").is(200, list());
    service.get("/scores/exercise/2147483648").is(200, list());
    service.get("/scores/user", "Authorization", "Bearer user-9").is(200, list());
  }

  @Test
  void ownScoreIsFoundByIdAndByExercise() {
    service.write("POST", "/scores", 7, "{\"exercise_id\":85,\"correct\":true}");
    String own = "{\"status\":\"success\",\"data\":" + score(1, 7, 85, true) + "}";
    for (String path : List.of("/scores/user/1", "/scores/user/exercise/85")) {
      assertEquals(own, timeless(service.get(path, "Authorization", "Bearer user-7")));
      service.get(path, "Authorization", "Bearer user-8").is(404, NO_SCORE);
    }
    service.get("/scores/user/2", "Authorization", "Bearer user-7").is(404, NO_SCORE);
    service.get("/scores/user/exercise/86", "Authorization", "Bearer user-7").is(404, NO_SCORE);
    service.get("/scores/2").is(404, NO_SCORE);
  }

  @Test
  void pingReturnsPong() {
    service.get("/ping").is(200, "{\"status\":\"success\",\"message\":\"pong!\"}");
  }

  @Test
  void oneOfFiftyConcurrentUpsertsAdds() {
    assertEquals("{200=49, 201=1}", statusesOf50("PATCH"));
    assertEquals(1, service.rows().split(";").length);
  }

  @Test
  void oneOfFiftyConcurrentAddsSucceeds() {
    assertEquals("{201=1, 400=49}", statusesOf50("POST"));
    assertEquals(1, service.rows().split(";").length);
  }

  private static String statusesOf50(String method) {
    List<CompletableFuture<Response>> responses =
        IntStream.range(0, 50)
            .mapToObj(
                i ->
                    service.writeAsync(
                        method, "/scores", 7, "{\"exercise_id\":85,\"correct\":true}"))
            .toList();
    return responses.stream()
        .map(CompletableFuture::join)
        .collect(
            Collectors.groupingBy(Response::status, java.util.TreeMap::new, Collectors.counting()))
        .toString();
  }

  private static String score(int id, int user, int exercise, boolean correct) {
    return "{\"id\":%d,\"user_id\":%d,\"exercise_id\":%d,\"correct\":%s,\"created_at\":T,\"updated_at\":T}"
        .formatted(id, user, exercise, correct);
  }

  private static String list(String... scores) {
    return Stream.of(scores)
        .collect(Collectors.joining(",", "{\"status\":\"success\",\"data\":{\"scores\":[", "]}}"));
  }

  /** The body with T in place of each well-formed time. */
  private static String timeless(Response response) {
    return TIMES.matcher(SOLVE.matcher(response.body()).replaceAll("")).replaceAll("\"$1_at\":T");
  }

  private static String time(Response response, String which) {
    Matcher times = TIMES.matcher(response.body());
    return times
        .results()
        .filter(time -> time.group(1).equals(which))
        .findFirst()
        .orElseThrow()
        .group(2);
  }
}
