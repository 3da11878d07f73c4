package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes for other users, and {@code SCORES_WRITES=graders}. */
class GradersTest {

  private static final String PATH = "/scores/users/7/exercises/85";
  private static final String NOT_PERMITTED =
      "{\"status\":\"error\",\"message\":\"You do not have permission to do that.\","
          + "\"code\":\"not_permitted\"}";

  private static UsersStub users;
  private static ScoresService service;
  private static ScoresService graders;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users);
    graders =
        ScoresService.start(
            users, "DATABASE_URL", service.databaseUrl(), "SCORES_WRITES", "graders");
  }

  @AfterAll
  static void stop() {
    graders.close();
    service.close();
    users.close();
  }

  @BeforeEach
  void noScores() {
    service.execute("truncate scores restart identity");
  }

  private static Response put(String token, String path, boolean correct) {
    return service.writeAs(token, "PUT", path, "{\"correct\":" + correct + "}").join();
  }

  private static Response batch(ScoresService target, String token, String items) {
    return target.writeAs(token, "PATCH", "/scores/batch", "{\"scores\":[" + items + "]}").join();
  }

  @Test
  void putAddsThenUpdatesTheScoreOfAUser() {
    Response added = put("grader", PATH, false);
    assertEquals(201, added.status(), added.body());
    assertEquals("/scores/1", added.header("Location"));
    assertEquals("\"1-1\"", added.header("ETag"));
    assertEquals("private, no-cache", added.header("Cache-Control"));
    Response updated = put("grader", PATH, true);
    assertEquals(200, updated.status(), updated.body());
    assertEquals("\"1-2\"", updated.header("ETag"));
    assertTrue(
        updated
            .body()
            .startsWith(
                "{\"status\":\"success\",\"message\":\"Score was updated!\",\"data\":{\"id\":1,"
                    + "\"user_id\":7,\"exercise_id\":85,\"correct\":true,"),
        updated.body());
    assertTrue(
        service
            .get("/scores/user/exercise/85", "Authorization", "Bearer user-7")
            .body()
            .contains("\"attempts\":2"));
  }

  @ParameterizedTest
  @CsvSource({"grader, sa_grader", "assistant-5, user 5", "assistant-7, ''"})
  void feedNamesTheWriter(String token, String writer) {
    put(token, PATH, true);
    batch(service, token, "{\"exercise_id\":86,\"correct\":true,\"user_id\":7}");
    String feed = feed(2);
    String member = "\"written_by\":\"" + writer + "\"";
    assertEquals(writer.isEmpty() ? 0 : 2, feed.split(member, -1).length - 1, feed);
    assertEquals(!writer.isEmpty(), feed.contains("written_by"), feed);
  }

  /** The feed when it has that many events: it shows none while an older transaction is open. */
  private static String feed(int events) {
    String feed;
    do {
      feed = service.get("/scores/changes").body();
    } while (feed.split("\"sequence\"", -1).length - 1 < events);
    return feed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/scores/users/0/exercises/85",
        "/scores/users/x/exercises/85",
        "/scores/users/7/exercises/01",
        "/scores/users/2147483648/exercises/85",
        "/scores/users/7/exercises/99999999999999999999"
      })
  void idThatNobodyHasReturns400(String path) {
    put("grader", path, true)
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
                + "\"errors\":[{\"pointer\":\"\",\"message\":\"invalid id in path\"}]}");
    assertEquals("", service.rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"user-7", "user-8", "teacher-9", "program", "reader"})
  void onlyGradersWriteForOthers(String token) {
    put(token, PATH, true).is(403, NOT_PERMITTED);
    batch(
            service,
            token,
            "{\"exercise_id\":1,\"correct\":true},{\"exercise_id\":1,\"correct\":true,\"user_id\":11}")
        .is(403, NOT_PERMITTED);
    assertEquals("", service.rows());
  }

  @Test
  void batchWritesScoresOfSeveralUsers() {
    Response response =
        batch(
            service,
            "grader",
            "{\"exercise_id\":1,\"correct\":false,\"user_id\":7},"
                + "{\"exercise_id\":1,\"correct\":true,\"user_id\":8},"
                + "{\"exercise_id\":1,\"correct\":true,\"user_id\":7}");
    assertTrue(response.body().contains("\"added\":2,\"updated\":0"), response.body());
    assertEquals(2, response.body().split("superseded", -1).length, response.body());
    assertTrue(service.rows().matches("\\(\\d,[78],1,t,.*;\\(\\d,[78],1,t,.*"), service.rows());
  }

  @Test
  void userMayNameItself() {
    Response response =
        batch(service, "user-7", "{\"exercise_id\":1,\"correct\":true,\"user_id\":7}");
    assertEquals(200, response.status(), response.body());
    assertFalse(feed(1).contains("written_by"));
  }

  @Test
  void itemOfAProgramNeedsAUser() {
    batch(
            service,
            "grader",
            "{\"exercise_id\":1,\"correct\":true},"
                + "{\"exercise_id\":1,\"correct\":true,\"user_id\":7},"
                + "{\"exercise_id\":2,\"correct\":true}")
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\",\"errors\":["
                + "{\"pointer\":\"/scores/0/user_id\",\"message\":\"required property 'user_id' not found\"},"
                + "{\"pointer\":\"/scores/2/user_id\",\"message\":\"required property 'user_id' not found\"}]}");
    assertEquals("", service.rows());
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /scores",
    "PATCH, /scores",
    "PUT, /scores/1",
    "PATCH, /scores/1",
    "DELETE, /scores/1",
    "PATCH, /scores/batch",
    "PATCH, /scores?lmit=1",
    "PUT, /scores/blah"
  })
  void permissionPrecedesPathQueryAndPayload(String method, String path) {
    graders.writeAs("user-7", method, path, "no JSON").join().is(403, NOT_PERMITTED);
  }

  @Test
  void userWithTheScopeWritesItsOwnScores() {
    assertEquals(
        201,
        graders
            .writeAs("assistant-7", "PATCH", "/scores", "{\"exercise_id\":1,\"correct\":true}")
            .join()
            .status());
    assertEquals(
        200, batch(graders, "assistant-7", "{\"exercise_id\":1,\"correct\":true}").status());
  }
}
