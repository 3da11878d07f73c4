package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import dev.scores.contract.AccessTable;
import dev.scores.contract.Contract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of the contract by every kind of caller. The owner and the inactive user are user
 * 7, whose score for exercise 85 has the id 1; the others have no scores. An admin of the users
 * service has no additional rights here.
 */
class EveryCallerTest {

  /** The word after a status is a key of {@link #MESSAGES}. */
  private static final String TABLE =
      """
      operation             | none         | bad         | inactive    | other       | admin       | owner
      listScores            | 200          | 200         | 200         | 200         | 200         | 200
      addScore              | 403 required | 401 invalid | 401 invalid | 201 added   | 201 added   | 400 exists
      upsertScore           | 403 required | 401 invalid | 401 invalid | 201 added   | 201 added   | 200 updated
      upsertScores          | 403 required | 401 invalid | 401 invalid | 200         | 200         | 200
      getStatistics         | 200          | 200         | 200         | 200         | 200         | 200
      getLeaderboard        | 200          | 200         | 200         | 200         | 200         | 200
      listScoreChanges      | 200          | 200         | 200         | 200         | 200         | 200
      getScore              | 200          | 200         | 200         | 200         | 200         | 200
      updateScore           | 403 required | 401 invalid | 401 invalid | 400 no such | 400 no such | 200 updated
      removeScore           | 403 required | 401 invalid | 401 invalid | 404 none    | 404 none    | 200 removed
      upsertScoreById       | 403 required | 401 invalid | 401 invalid | 201 added   | 201 added   | 200 updated
      listOwnScores         | 403 required | 401 invalid | 401 invalid | 200         | 200         | 200
      getOwnStatistics      | 403 required | 401 invalid | 401 invalid | 200         | 200         | 200
      getOwnRank            | 403 required | 401 invalid | 401 invalid | 200         | 200         | 200
      getOwnScore           | 403 required | 401 invalid | 401 invalid | 404 none    | 404 none    | 200
      listExerciseScores    | 200          | 200         | 200         | 200         | 200         | 200
      getExerciseStatistics | 200          | 200         | 200         | 200         | 200         | 200
      getOwnExerciseScore   | 403 required | 401 invalid | 401 invalid | 404 none    | 404 none    | 200
      listAttempts          | 200          | 200         | 200         | 200         | 200         | 200
      listOwnAttempts       | 403 required | 401 invalid | 401 invalid | 404 none    | 404 none    | 200
      getOwnActivity        | 403 required | 401 invalid | 401 invalid | 200         | 200         | 200
      upsertUserScore       | 403 required | 401 invalid | 401 invalid | 403 denied  | 403 denied  | 403 denied
      exportOwnData         | 403 required | 401 invalid | 401 invalid | 200         | 200         | 200
      ping                  | 200 pong     | 200 pong    | 200 pong    | 200 pong    | 200 pong    | 200 pong
      """;

  private static final Map<String, String> MESSAGES =
      Map.of(
          "required", "Provide a valid auth token.",
          "invalid", "Invalid token.",
          "added", "New score was added!",
          "updated", "Score was updated!",
          "removed", "Score was removed!",
          "exists", "Sorry. That score already exists. Please update with a PUT request.",
          "no such", "Sorry. That score does not exist.",
          "none", "Score does not exist",
          "denied", "You do not have permission to do that.",
          "pong", "pong!");

  /** The columns of the owner's row that no other caller may change. */
  private static final String OWNERS_ROW = "1,7,85,t,";

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    users.respond("inactive", 200, UsersStub.user("7", "false"));
    users.respond("admin", 200, UsersStub.user("9", "true").replace("min\":false", "min\":true"));
    service = ScoresService.start(users);
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  @BeforeEach
  void insertTheOwnersScore() {
    service.execute(
        "truncate scores restart identity; insert into scores"
            + " (user_id, exercise_id, correct, created_at, updated_at)"
            + " values (7, 85, true, '2026-01-01', '2026-01-01')");
  }

  static List<AccessTable.Case> cases() {
    return AccessTable.of(Contract.read("openapi/scores.yaml"), TABLE).cases();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void responsesMatchTheTable(AccessTable.Case one) {
    String before = service.rows();
    Response response = send(one.operation().method(), one);
    assertEquals(one.status(), response.status(), response.body());
    if (!one.note().isEmpty()) {
      String message = "\"message\":\"" + MESSAGES.get(one.note()) + "\"";
      assertTrue(response.body().contains(message), response.body());
    }
    assertEquals(one.status() == 401 ? "Bearer" : "", response.header("WWW-Authenticate"));
    if (one.status() >= 400 || one.operation().method().equals("GET")) {
      assertEquals(before, service.rows());
    }
    if (!one.caller().equals("owner")) {
      assertTrue(service.rows().contains(OWNERS_ROW), service.rows());
      assertFalse(
          !one.operation().isTokenOptional() && response.body().contains("\"user_id\":7"),
          response.body());
    }
  }

  static List<AccessTable.Case> casesOfGet() {
    return cases().stream().filter(one -> one.operation().method().equals("GET")).toList();
  }

  /** HEAD has the same access rules as GET. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("casesOfGet")
  void headHasTheStatusOfGet(AccessTable.Case one) {
    assertEquals(one.status(), send("HEAD", one).status());
  }

  private static Response send(String method, AccessTable.Case one) {
    String path =
        one.operation()
            .path()
            .replace("{score_id}", "1")
            .replace("{exercise_id}", "85")
            .replace("{user_id}", "7");
    String draft = "{\"exercise_id\":85,\"correct\":false}";
    String payload =
        switch (one.operation().id()) {
          case "upsertScores" -> "{\"scores\":[" + draft + "]}";
          default -> one.operation().hasPayload() ? draft : "";
        };
    String[] type = {"Content-Type", ScoresService.JSON};
    String[] both = {"Content-Type", ScoresService.JSON, "Authorization", token(one.caller())};
    return service.send(
        service.request(method, path, payload, one.caller().equals("none") ? type : both));
  }

  private static String token(String caller) {
    return switch (caller) {
      case "owner" -> "Bearer user-7";
      case "other" -> "Bearer user-8";
      default -> "Bearer " + caller;
    };
  }
}
