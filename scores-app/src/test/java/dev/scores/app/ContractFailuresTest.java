package dev.scores.app;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.app.ScoresService.Response;
import dev.scores.app.http.ChangeCursors;
import dev.scores.contract.Contract;
import dev.scores.contract.Operation;
import dev.scores.domain.ChangeCursor;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The error examples of the contract are accurate: each one is provoked at each operation, in both
 * formats, and returned verbatim.
 */
class ContractFailuresTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String DRAFT = "{\"exercise_id\":85,\"correct\":true}";
  private static final String OF_ANOTHER_EXERCISE = "{\"exercise_id\":86,\"correct\":true}";

  private static final List<Example> EXAMPLES = readExamples();

  private static UsersStub users;
  private static UsersStub away;
  private static ScoresService service;

  /** Requires a token for every operation, and rights beyond those of a user. */
  private static ScoresService restricted;

  private static ScoresService withoutDatabase;
  private static ScoresService withoutUsers;
  private static ScoresService broken;

  /** Requested at once, because each waits a second for a connection. */
  private static Map<Example, CompletableFuture<Response>> unavailable;

  /** An error example of an operation, a status and a format. */
  record Example(Operation operation, int status, String form, JsonNode body) {

    String code() {
      return body.get("code").asText();
    }

    /** The position of the first error. */
    String pointer() {
      return body.at("/errors/0/pointer").asText();
    }

    @Override
    public String toString() {
      return operation.id() + " " + status + " " + code() + " " + form;
    }
  }

  @BeforeAll
  static void start() {
    users = new UsersStub();
    away = new UsersStub();
    service = ScoresService.start(users);
    service.execute(
        "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
            + " values (1, 85, true, now(), now()), (1, 86, true, now(), now())");
    withoutDatabase =
        ScoresService.start(
            users,
            "DATABASE_URL",
            "postgres://nobody:no@127.0.0.1:1/no",
            "MIGRATE_ON_START",
            "false");
    restricted =
        ScoresService.start(
            users,
            "DATABASE_URL",
            service.databaseUrl(),
            "SCORES_READS",
            "private",
            "SCORES_WRITES",
            "graders");
    withoutUsers =
        ScoresService.start(away, "DATABASE_URL", TestDatabases.SHARED, "SCORES_READS", "members");
    away.close();
    broken =
        ScoresService.start(
            users, "DATABASE_URL", service.urlWithFailingStatements(), "MIGRATE_ON_START", "false");
    unavailable =
        EXAMPLES.stream()
            .filter(example -> example.code().equals("service_unavailable"))
            .collect(toMap(identity(), ContractFailuresTest::requestWithoutDatabase));
  }

  @AfterAll
  static void stop() {
    Stream.of(service, restricted, withoutDatabase, withoutUsers, broken)
        .forEach(ScoresService::close);
    users.close();
  }

  static List<Example> examples() {
    return EXAMPLES;
  }

  private static List<Example> readExamples() {
    List<Example> examples = new ArrayList<>();
    for (Operation operation : Contract.read("openapi/scores.yaml").operations()) {
      for (int status : operation.statuses()) {
        for (String form : operation.mediaTypes(status)) {
          if (status >= 400) {
            operation
                .responseExamples(status, form)
                .values()
                .forEach(body -> examples.add(new Example(operation, status, form, body)));
          }
        }
      }
    }
    // A ping has no internal error; the chassis tests its format.
    examples.removeIf(one -> one.operation().id().equals("ping") && one.status() == 500);
    return examples;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void failureExampleIsReturned(Example example) throws IOException {
    Response response = provoke(example);
    assertEquals(example.status(), response.status(), response.toString());
    JsonNode body = JSON.readTree(response.body());
    String operation = example.operation().id();
    if (example.code().equals("invalid_payload")
        && List.of("upsertScores", "upsertUserScore").contains(operation)) {
      // The example is shared with other payloads: the pointer differs.
      assertEquals("invalid_payload", body.get("code").asText());
      assertTrue(body.toString().contains("string found, "), body.toString());
    } else {
      // The shared example has the limit of a list, which is higher.
      boolean isLeaderboard = example.operation().id().equals("getLeaderboard");
      assertEquals(
          isLeaderboard
              ? JSON.readTree(example.body().toString().replace("1 to 1000", "1 to 100"))
              : example.body(),
          body);
    }
    assertEquals(example.form(), response.header("Content-Type"));
  }

  private static Response provoke(Example example) {
    Operation operation = example.operation();
    String path = operation.examplePath();
    return switch (example.code()) {
      case "invalid_parameter" ->
          switch (example.pointer()) {
            case "If-Match" -> send(service, example, path, DRAFT, "If-Match", "1");
            case "limit" -> send(service, example, path + "?limit=0", "");
            default -> send(service, example, path + "?" + example.pointer() + "=10", "");
          };
      case "invalid_payload" ->
          send(
              service,
              example,
              path,
              operation.id().equals("upsertUserScore")
                  ? "{\"correct\":\"true\"}"
                  : payload(operation, "{\"exercise_id\":\"85\",\"correct\":true}"));
      case "score_already_exists" -> send(service, example, path, DRAFT);
      case "score_does_not_exist" ->
          operation.hasPayload()
              ? send(service, example, path, OF_ANOTHER_EXERCISE)
              : send(
                  service, example, path.replaceFirst("(1|85)(/stats|/attempts)?$", "blah$2"), "");
      case "score_has_changed" -> send(service, example, path, DRAFT, "If-Match", "\"7\"");
      case "idempotency_key_reused" -> {
        send(service, example, path, payload(operation, DRAFT), "Idempotency-Key", "a key");
        String another = payload(operation, OF_ANOTHER_EXERCISE);
        yield send(service, example, path, another, "Idempotency-Key", "a key");
      }
      case "gone" -> {
        service.execute("update score_events_dropped set transaction = '2'");
        String dropped = ChangeCursors.text(new ChangeCursor(1, 1));
        // The lists return it for live streams only.
        String accept = example.form() + ";q=0.5, text/event-stream";
        yield send(service, example, path + "?after=" + dropped, "", "Accept", accept);
      }
      case "invalid_token" ->
          send(restricted, example, path, DRAFT, "Authorization", "Bearer nobody's");
      case "token_required" -> send(restricted, example, path, DRAFT, "Authorization", "");
      case "not_permitted" -> {
        boolean isForUsers = example.body().toString().contains("requires the token of a user");
        boolean isRead = operation.method().equals("GET");
        String token = isForUsers || isRead ? "Bearer program" : "Bearer user-1";
        yield send(restricted, example, path, DRAFT, "Authorization", token);
      }
      case "payload_too_large" -> send(service, example, path, DRAFT + " ".repeat(131_072));
      case "unsupported_media_type" ->
          send(service, example, path, DRAFT, "Content-Type", "text/plain");
      case "authentication_unavailable" -> send(withoutUsers, example, path, DRAFT);
      case "service_unavailable" -> requireNonNull(unavailable.get(example)).join();
      case "internal_error" -> send(broken, example, path, payload(operation, DRAFT));
      default -> throw new IllegalStateException("no case provokes " + example);
    };
  }

  private static CompletableFuture<Response> requestWithoutDatabase(Example example) {
    Operation operation = example.operation();
    String path = operation.examplePath();
    return withoutDatabase.sendAsync(
        request(withoutDatabase, example, path, payload(operation, DRAFT)));
  }

  private static String payload(Operation operation, String draft) {
    return operation.id().equals("upsertScores") ? "{\"scores\":[" + draft + "]}" : draft;
  }

  private static Response send(
      ScoresService target, Example example, String path, String payload, String... otherHeaders) {
    return target.send(request(target, example, path, payload, otherHeaders));
  }

  private static HttpRequest request(
      ScoresService target, Example example, String path, String payload, String... otherHeaders) {
    Operation operation = example.operation();
    List<String> headers = new ArrayList<>(List.of(otherHeaders));
    if (!headers.contains("Accept")) {
      headers.addAll(List.of("Accept", example.form()));
    }
    if (!operation.isPublic() && !headers.contains("Authorization")) {
      headers.addAll(List.of("Authorization", "Bearer " + UsersStub.tokenFor(operation)));
    }
    if (operation.hasPayload() && !headers.contains("Content-Type")) {
      headers.addAll(List.of("Content-Type", ScoresService.JSON));
    }
    return target.request(
        operation.method(),
        path,
        operation.hasPayload() ? payload : "",
        headers.toArray(String[]::new));
  }
}
