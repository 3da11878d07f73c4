package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scores.contract.Contract;
import dev.scores.contract.Operation;
import dev.scores.users.UsersTestServer.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The failures of the contract are true: at each operation, each example of one is provoked, in
 * both forms, and is the answer word for word.
 */
class UsersContractFailuresTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PROBLEM = "application/problem+json";

  /** They ask nothing that could be away or broken; the chassis shows what a fault becomes. */
  private static final Set<String> ANSWERED_FROM_MEMORY = Set.of("ping", "listKeys");

  /** Needs a clock that has gone on: AuthStatusTest forges such a token. */
  private static final Set<String> SHOWN_ELSEWHERE = Set.of("expired_token");

  private static UsersTestServer service;
  private static UsersTestServer limited;
  private static UsersTestServer withoutDatabase;
  private static UsersTestServer broken;
  private static String bob = "";
  private static String root = "";
  private static String gone = "";

  /** An example of a failure, in the form of RFC 9457, which always has a code. */
  record Example(Operation operation, int status, JsonNode problem) {

    String code() {
      return problem.get("code").asText();
    }

    @Override
    public String toString() {
      return operation.id() + " " + status + " " + code();
    }
  }

  @BeforeAll
  static void start() {
    service = UsersTestServer.start("USERS_ACCESS", "admin", "LOGIN_RATE_LIMIT", "0");
    service.newcomer("ada");
    bob = service.newcomer("bob");
    root = service.newcomer("root");
    gone = service.newcomer("gone");
    service.execute("update users set admin = true where username = 'root'");
    service.execute("update users set active = false where username = 'gone'");
    limited =
        UsersTestServer.start(
            "DATABASE_URL",
            service.databaseUrl(),
            "USERS_ACCESS",
            "admin",
            "LOGIN_RATE_LIMIT",
            "1");
    withoutDatabase =
        UsersTestServer.start(
            "DATABASE_URL", "postgres://nobody:no@127.0.0.1:1/no", "MIGRATE_ON_START", "false");
    broken =
        UsersTestServer.start("DATABASE_URL", service.urlOfFaults(), "MIGRATE_ON_START", "false");
  }

  @AfterAll
  static void stop() {
    Stream.of(service, limited, withoutDatabase, broken).forEach(UsersTestServer::close);
  }

  static List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (Operation operation : Contract.read("openapi/users.yaml").operations()) {
      for (int status : operation.statuses()) {
        operation
            .responseExamples(status, PROBLEM)
            .values()
            .forEach(problem -> examples.add(new Example(operation, status, problem)));
      }
    }
    examples.removeIf(
        one ->
            ANSWERED_FROM_MEMORY.contains(one.operation().id())
                || SHOWN_ELSEWHERE.contains(one.code())
                || isBurst(one));
    return examples;
  }

  /** A user is added without an attempt at an account: BusyTest shows what a burst becomes. */
  private static boolean isBurst(Example one) {
    return one.operation().id().equals("addUser") && one.status() == 429;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void errorExamplesAreTheResponses(Example example) throws IOException {
    Answer problem = provoke(example, PROBLEM);
    assertEquals(example.status(), problem.status(), problem.toString());
    assertEquals(ofThisPayload(example, example.problem()), JSON.readTree(problem.body()));
    Answer plain = provoke(example, "application/json");
    assertEquals(example.status(), plain.status(), plain.toString());
    List<JsonNode> examples = new ArrayList<>();
    for (JsonNode one :
        example.operation().responseExamples(example.status(), "application/json").values()) {
      examples.add(ofThisPayload(example, one));
    }
    assertTrue(
        examples.contains(JSON.readTree(plain.body())),
        plain.body() + " is not one of " + examples);
  }

  /** The shared example tells of an email; a change of a password has none. */
  private static JsonNode ofThisPayload(Example example, JsonNode shared) throws IOException {
    return example.operation().id().equals("changePassword")
        ? JSON.readTree(shared.toString().replace("/email", "/old"))
        : shared;
  }

  private static Answer provoke(Example example, String form) {
    Operation operation = example.operation();
    String path = operation.examplePath();
    return switch (example.code()) {
      case "invalid_parameter" -> send(service, example, form, path + "?limit=0", root);
      case "invalid_payload" -> send(service, example, form, path, root, with(operation, 1));
      case "email_already_exists" ->
          send(service, example, form, path, root, named("new", "bob@example.com"));
      case "username_already_exists" ->
          send(service, example, form, path, root, named("bob", "new@example.com"));
      case "user_does_not_exist" ->
          operation.id().equals("logInInEnvelope")
              ? send(service, example, form, path, "", with(operation, "nobody@example.com"))
              : send(service, example, form, "/users/blah", root);
      case "wrong_password", "invalid_credentials" ->
          operation.id().equals("updateUser")
              ? send(
                  service,
                  example,
                  form,
                  "/users/3",
                  root,
                  root("new", "\"current_password\":\"no\""))
              : send(service, example, form, path, root, wrong(operation));
      case "last_admin" ->
          send(service, example, form, "/users/3", root, root("root", "\"admin\":false"));
      case "token_required" -> send(service, example, form, path, "");
      case "permission_denied" -> send(service, example, form, path, bob);
      case "invalid_token" -> send(service, example, form, path, "rubbish");
      case "user_refused" -> send(service, example, form, path, gone);
      case "payload_too_large" ->
          send(service, example, form, path, root, " ".repeat(131_072) + payload(operation));
      case "service_unavailable" -> send(withoutDatabase, example, form, path, root);
      case "internal_error" -> send(broken, example, form, path, root);
      case "too_many_attempts" -> {
        boolean isUpdate = operation.id().equals("updateUser");
        String at = isUpdate ? "/users/3" : path;
        String payload = isUpdate ? root("new", "\"current_password\":\"no\"") : wrong(operation);
        send(limited, example, form, at, root, payload);
        yield send(limited, example, form, at, root, payload);
      }
      case "unsupported_media_type", "user_already_exists" ->
          send(service, example, form, path, root);
      default -> throw new IllegalStateException("no case provokes " + example);
    };
  }

  private static ObjectNode payload(Operation operation) {
    return operation.hasPayload()
        ? operation.payloads().values().iterator().next().deepCopy()
        : JSON.createObjectNode();
  }

  private static String with(Operation operation, int email) {
    String member = operation.id().equals("changePassword") ? "old" : "email";
    return payload(operation).put(member, email).toString();
  }

  private static String with(Operation operation, String email) {
    return payload(operation).put("email", email).toString();
  }

  private static String wrong(Operation operation) {
    ObjectNode payload = payload(operation);
    return payload.put(payload.has("old") ? "old" : "password", "not this one").toString();
  }

  private static String root(String email, String more) {
    return "{\"username\":\"root\",\"email\":\"%s@example.com\",%s}".formatted(email, more);
  }

  private static String named(String username, String email) {
    return JSON.createObjectNode().put("username", username).put("email", email).toString();
  }

  private static Answer send(
      UsersTestServer asked, Example example, String form, String path, String token) {
    return send(asked, example, form, path, token, payload(example.operation()).toString());
  }

  private static Answer send(
      UsersTestServer asked,
      Example example,
      String form,
      String path,
      String token,
      String payload) {
    Operation operation = example.operation();
    List<String> headers = new ArrayList<>(List.of("Accept", form));
    if (!operation.isPublic() && !token.isEmpty()) {
      headers.addAll(List.of("Authorization", "Bearer " + token));
    }
    if (operation.hasPayload()) {
      boolean isOdd = example.code().equals("unsupported_media_type");
      headers.addAll(List.of("Content-Type", isOdd ? "text/plain" : "application/json"));
    }
    return asked.send(
        asked.request(
            operation.method(),
            path,
            operation.hasPayload() ? BodyPublishers.ofString(payload) : BodyPublishers.noBody(),
            headers.toArray(String[]::new)));
  }
}
