package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.app.ScoresService.Answer;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the contract are true: each request succeeds where the state is the one that the
 * examples tell of, and is answered as its answer's example says, but for the time of a write.
 */
class ContractExamplesTest {

  private static final Contract CONTRACT = Contract.read("openapi/scores.yaml");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Rows of user, exercise and correct that an operation's examples tell of, where they are not the
   * one.
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
          "getOwnRank", standings());

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
  void whatIsPublishedIsTheFileInTheRepository() throws IOException {
    try (InputStream published = Contract.class.getResourceAsStream("/openapi/scores.yaml")) {
      assertArrayEquals(
          Files.readAllBytes(Path.of("..", "openapi", "scores.yaml")), published.readAllBytes());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void theExampleOfARequestIsAnsweredAsTheExampleOfItsAnswerSays(Operation operation)
      throws IOException {
    for (JsonNode payload : payloads(operation)) {
      prepare(operation.id());
      Answer answer = send(operation, "", payload);
      assertTrue(answer.status() < 300, answer.toString());
      List<String> examples =
          operation.responseExamples(answer.status(), "application/json").values().stream()
              .map(example -> told(operation, example))
              .toList();
      String told = told(operation, JSON.readTree(answer.body()));
      assertTrue(examples.contains(told), told + " is none of " + examples);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void theExampleOfEachParameterIsTaken(Operation operation) {
    operation
        .exampleParameters("query")
        .forEach(
            (name, value) -> {
              prepare(operation.id());
              Answer answer =
                  send(operation, "?" + name + "=" + value, payloads(operation).getFirst());
              assertEquals(200, answer.status(), answer.toString());
            });
    operation
        .exampleParameters("header")
        .forEach(
            (name, value) -> {
              prepare(operation.id());
              Answer answer = send(operation, "", payloads(operation).getFirst(), name, value);
              assertTrue(answer.status() < 400, answer.toString());
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void theExampleOfAListInAnotherFormIsTheListInThatForm(Operation operation) {
    for (String form : List.of("text/csv", "application/x-ndjson")) {
      for (JsonNode example : operation.responseExamples(200, form).values()) {
        prepare(operation.id());
        Answer answer = send(operation, "", payloads(operation).getFirst(), "Accept", form);
        assertEquals(example.asText(), answer.body());
        assertTrue(answer.header("Content-Type").startsWith(form), answer.header("Content-Type"));
      }
    }
  }

  /** Score 1 is user 1's for exercise 85, solved, unless an operation's examples tell otherwise. */
  private static void prepare(String operation) {
    String rows = ROWS.getOrDefault(operation, "(1, 85, true)");
    service.execute("truncate scores restart identity");
    if (!rows.isEmpty()) {
      service.execute(
          "insert into scores (user_id, exercise_id, correct, created_at, updated_at) select u, e, c,"
              + " '2026-11-20T09:15:00Z', '2026-11-20T09:15:00Z' from (values %s) as v(u, e, c)"
                  .formatted(rows));
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

  private static Answer send(
      Operation operation, String query, JsonNode payload, String... moreHeaders) {
    List<String> headers = new ArrayList<>(List.of(moreHeaders));
    if (!operation.isPublic()) {
      headers.addAll(List.of("Authorization", "Bearer user-1"));
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

  /** The times of a write are the test's own, and so is where changes go on. */
  private static String told(Operation operation, JsonNode body) {
    String text = body.toString().replaceAll("\"next\":\"[^\"]*\"", "\"next\":\"NEXT\"");
    return operation.hasPayload()
        ? text.replaceAll("\"(created|updated)_at\":\"[^\"]*\"", "\"$1_at\":\"TIME\"")
        : text;
  }
}
