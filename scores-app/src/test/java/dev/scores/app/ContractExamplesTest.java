package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.app.ScoresService.Response;
import dev.scores.contract.Contract;
import dev.scores.contract.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the contract are accurate: given the state that they describe, each request
 * succeeds and returns its response example, except for the time of a write.
 */
@Isolated("Transactions of other tests would delay the change feed.")
class ContractExamplesTest {

  private static final Contract CONTRACT = Contract.read("openapi/scores.yaml");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Rows (user, exercise, correct) that an operation's examples describe, if they differ from the
   * default row.
   */
  private static final Map<String, String> ROWS =
      Map.of(
          "addScore", "",
          "upsertScore", "",
          "upsertScores", "(1, 86, true)",
          "getStatistics", "(1, 1, true), (1, 2, true), (1, 3, false)",
          "getOwnStatistics", "(1, 1, true), (1, 2, true), (1, 3, true), (1, 4, false)",
          "getExerciseStatistics", "(1, 1, true)",
          "getLeaderboard", standings(),
          "getOwnRank", standings(),
          "listAttempts", "(1, 85, false)",
          "listOwnAttempts", "(1, 85, false)");

  private static final String SOLVE =
      "update scores set correct = true, updated_at = '2026-11-20T09:20:00Z'";

  /** What happened then. */
  private static final Map<String, String> UPDATES =
      Map.of(
          "listAttempts", SOLVE,
          "listOwnAttempts", SOLVE,
          "listScoreChanges", "delete from scores");

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

  static List<Operation> operations() {
    return CONTRACT.operations();
  }

  @Test
  void publishedContractIsTheFile() throws IOException {
    try (InputStream published = Contract.class.getResourceAsStream("/openapi/scores.yaml")) {
      assertArrayEquals(
          Files.readAllBytes(Path.of("..", "openapi", "scores.yaml")), published.readAllBytes());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void requestExampleReturnsTheResponseExample(Operation operation) throws IOException {
    for (JsonNode payload : payloads(operation)) {
      prepare(operation.id());
      Response response = send(operation, "", payload);
      assertTrue(response.status() < 300, response.toString());
      List<String> examples =
          operation.responseExamples(response.status(), "application/json").values().stream()
              .map(example -> normalized(operation, example))
              .toList();
      String actual = normalized(operation, JSON.readTree(response.body()));
      assertTrue(examples.contains(actual), actual + " is not one of " + examples);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void parameterExamplesAreAccepted(Operation operation) {
    List<String> parameters =
        operation.exampleParameters("query").entrySet().stream()
            .map(example -> example.getKey() + "=" + example.getValue())
            .toList();
    parameters.stream()
        // The cursor of a list is of one with updated_since.
        .filter(one -> !one.startsWith("after=") || !operation.hasParameter("updated_since"))
        .forEach(one -> isAccepted(operation, "?" + one));
    isAccepted(operation, "?" + String.join("&", parameters));
    operation
        .exampleParameters("header")
        .forEach(
            (name, value) -> {
              prepare(operation.id());
              Response response = send(operation, "", payloads(operation).getFirst(), name, value);
              assertTrue(response.status() < 400, response.toString());
            });
  }

  private static void isAccepted(Operation operation, String query) {
    prepare(operation.id());
    Response response = send(operation, query, payloads(operation).getFirst());
    assertTrue(response.status() < 300, response.toString());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void exportExamplesMatchTheListExample(Operation operation) {
    for (String form : List.of("text/csv", "application/x-ndjson")) {
      for (JsonNode example : operation.responseExamples(200, form).values()) {
        prepare(operation.id());
        Response response = send(operation, "", payloads(operation).getFirst(), "Accept", form);
        assertEquals(example.asText(), response.body());
        assertTrue(
            response.header("Content-Type").startsWith(form), response.header("Content-Type"));
      }
    }
  }

  /** By default score 1 is user 1's correct score for exercise 85. */
  private static void prepare(String operation) {
    String rows = ROWS.getOrDefault(operation, "(1, 85, true)");
    service.execute("truncate scores restart identity");
    service.execute("truncate idempotency_keys");
    if (!rows.isEmpty()) {
      service.execute(
          "insert into scores (user_id, exercise_id, correct, created_at, updated_at) select u, e, c,"
              + " '2026-11-20T09:15:00Z', '2026-11-20T09:15:00Z' from (values %s) as v(u, e, c)"
                  .formatted(rows));
    }
    if (UPDATES.containsKey(operation)) {
      service.execute(UPDATES.get(operation));
    }
  }

  /** Users 7, 1 and 3 with 12, 9 and 9 correct scores. */
  private static String standings() {
    return Stream.of(new int[] {7, 12}, new int[] {1, 9}, new int[] {3, 9})
        .flatMap(
            one ->
                IntStream.rangeClosed(1, one[1])
                    .mapToObj(exercise -> "(%d, %d, true)".formatted(one[0], exercise)))
        .collect(Collectors.joining(", "));
  }

  private static List<JsonNode> payloads(Operation operation) {
    return operation.hasPayload()
        ? List.copyOf(operation.payloads().values())
        : List.of(JSON.createObjectNode());
  }

  private static Response send(
      Operation operation, String query, JsonNode payload, String... moreHeaders) {
    List<String> headers = new ArrayList<>(List.of(moreHeaders));
    if (!operation.isPublic()) {
      headers.addAll(List.of("Authorization", "Bearer " + UsersStub.tokenFor(operation)));
    }
    if (operation.hasPayload()) {
      headers.addAll(List.of("Content-Type", ScoresService.JSON));
    }
    return service.send(
        service.request(
            operation.method(),
            operation.examplePath() + query,
            operation.hasPayload() ? payload.toString() : "",
            headers.toArray(String[]::new)));
  }

  /**
   * Replaces times of writes and removals, and cursors and numbers of the log, which differ in each
   * run.
   */
  private static String normalized(Operation operation, JsonNode body) {
    String text =
        body.toString()
            .replaceAll("\"(next|as_of)\":\"[^\"]*\"", "\"$1\":\"CURSOR\"")
            .replaceAll(
                "(\"type\":\"[a-z]*\",\"sequence\"):\\d+,\"at\":\"[^\"]*\"",
                "$1:N,\"at\":\"TIME\"");
    return operation.hasPayload()
        ? text.replaceAll("\"(created|updated|solved)_at\":\"[^\"]*\"", "\"$1_at\":\"TIME\"")
        : text;
  }
}
