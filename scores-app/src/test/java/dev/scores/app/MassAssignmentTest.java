package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import dev.scores.contract.Contract;
import dev.scores.contract.Operation;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Additional members of a payload, named like columns, contract members or Java properties, never
 * reach a row. Their values would be valid.
 */
class MassAssignmentTest {

  private static final String MORE =
      "\"id\":4711,\"user_id\":8,\"userId\":8,\"user\":{\"id\":8},\"version\":99,"
          + "\"created_at\":\"2000-01-01T00:00:00.000000Z\",\"createdAt\":\"2000-01-01T00:00:00Z\","
          + "\"updated_at\":\"2000-01-01T00:00:00.000000Z\",\"updatedAt\":\"2000-01-01T00:00:00Z\","
          + "\"verdict\":true,\"attempts\":99,\"solved_at\":\"2000-01-01T00:00:00Z\","
          + "\"attempts_to_solve\":7,"
          + "\"changed_in\":1,\"admin\":true,\"active\":true,\"class\":{},\"__proto__\":{\"user_id\":8},";
  private static final String PAYLOAD = "{" + MORE + "\"exercise_id\":85,\"correct\":false}";
  private static final String TIME = "\"2[0-9: .+-]+\"";

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

  @ParameterizedTest
  @CsvSource({
    "addScore, POST, /scores, 201",
    "upsertScore, PATCH, /scores, 201",
    "upsertScoreById, PATCH, /scores/1, 201",
    "upsertScores, PATCH, /scores/batch, 200",
    "upsertUserScore, PUT, /scores/users/7/exercises/85, 201"
  })
  void newRowIgnoresForeignMembers(String operation, String method, String path, int status) {
    Response response = write(operation, method, path);
    assertEquals(status, response.status(), response.body());
    assertRow("\\(1,7,85,f,(" + TIME + "),\\1,1,1,,\\)");
  }

  @ParameterizedTest
  @CsvSource({
    "updateScore, PUT, /scores/1",
    "upsertScore, PATCH, /scores",
    "upsertScoreById, PATCH, /scores/1",
    "upsertScores, PATCH, /scores/batch",
    "upsertUserScore, PUT, /scores/users/7/exercises/85"
  })
  void updateIgnoresForeignMembers(String operation, String method, String path) {
    service.execute(
        "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
            + " values (7, 85, true, '2026-01-01Z', '2026-01-01Z')");
    String created = service.rows().split(",", -1)[4];
    Response response = write(operation, method, path);
    assertEquals(200, response.status(), response.body());
    assertRow("\\(1,7,85,f," + Pattern.quote(created) + "," + TIME + ",2,2," + TIME + ",1\\)");
  }

  @Test
  void everyOperationWithAPayloadIsTested() {
    Set<String> shown =
        Stream.of("newRowIgnoresForeignMembers", "updateIgnoresForeignMembers")
            .flatMap(MassAssignmentTest::operationsOf)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Contract.read("openapi/scores.yaml").operations().stream()
            .filter(Operation::hasPayload)
            .map(Operation::id)
            .collect(Collectors.toCollection(TreeSet::new)),
        shown);
  }

  private static Stream<String> operationsOf(String test) {
    return Stream.of(MassAssignmentTest.class.getDeclaredMethods())
        .filter(method -> method.getName().equals(test))
        .flatMap(method -> Stream.of(method.getAnnotation(CsvSource.class).value()))
        .map(line -> line.substring(0, line.indexOf(',')));
  }

  private static Response write(String operation, String method, String path) {
    String token = operation.equals("upsertUserScore") ? "grader" : "user-7";
    return service.writeAs(token, method, path, payload(operation)).join();
  }

  /** In items of a batch, {@code user_id} is a member of the contract. */
  private static String payload(String operation) {
    return operation.equals("upsertScores")
        ? "{" + MORE + "\"scores\":[" + PAYLOAD.replace("\"user_id\":8,\"userId", "\"userId") + "]}"
        : PAYLOAD;
  }

  private static void assertRow(String expected) {
    String rows = service.rows();
    assertTrue(rows.matches(expected), rows + " is not " + expected);
    assertTrue(!rows.contains("2000-01-01"), rows);
  }
}
