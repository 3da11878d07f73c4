package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.contract.Contract;
import dev.scores.contract.Operation;
import dev.scores.users.UsersTestServer.Response;
import dev.scores.users.domain.RefreshToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the contract are accurate: given the state that they describe, each request
 * succeeds and returns its response example, except for tokens, keys and times.
 */
class UsersContractExamplesTest {

  private static final Contract CONTRACT = Contract.read("openapi/users.yaml");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Operations whose examples describe a user who does not exist yet. */
  private static final Set<String> OF_NEW_USERS =
      Set.of("addUser", "register", "registerInEnvelope");

  private static final String CLIENT = "sa_4FDxeROp1q1Y6tSWoVcIuw";

  private static UsersTestServer service;
  private static String token = "";

  @BeforeAll
  static void start() {
    service = UsersTestServer.start("LOGIN_RATE_LIMIT", "0", "SMTP_URL", "smtp://127.0.0.1:1");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  static List<Operation> operations() {
    return CONTRACT.operations();
  }

  @Test
  void publishedContractIsTheFile() throws IOException {
    try (InputStream published = Contract.class.getResourceAsStream("/openapi/users.yaml")) {
      assertArrayEquals(
          Files.readAllBytes(Path.of("..", "openapi", "users.yaml")), published.readAllBytes());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void requestExampleReturnsItsResponseExample(Operation operation) throws IOException {
    for (JsonNode payload : payloads(operation)) {
      prepare(operation);
      Response response = send(operation, "", payload);
      assertTrue(response.status() < 300, response.toString());
      List<String> examples =
          operation.responseExamples(response.status(), "application/json").values().stream()
              .map(UsersContractExamplesTest::normalized)
              .toList();
      String normalized = normalized(JSON.readTree(response.body()));
      assertTrue(examples.contains(normalized), normalized + " is not one of " + examples);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void parameterExamplesAreAccepted(Operation operation) {
    operation
        .exampleParameters("query")
        .forEach(
            (name, value) -> {
              prepare(operation);
              Response response =
                  send(operation, "?" + name + "=" + value, payloads(operation).getFirst());
              assertEquals(200, response.status(), response.toString());
            });
  }

  private static void prepare(Operation operation) {
    service.execute("truncate users, service_accounts restart identity cascade");
    service.execute(
        "insert into service_accounts values ('%s', 'autograder', sha256('secret'),"
                .formatted(CLIENT)
            + " '{scores:write}', now(), now(), now())");
    token =
        OF_NEW_USERS.contains(operation.id())
            ? ""
            : service
                .post(
                    "/auth/register",
                    "{\"username\":\"ada\",\"email\":\"ada@example.com\","
                        + "\"password\":\"correct horse battery\"}")
                .token();
    if (operation.id().equals("resetPassword") || operation.id().equals("confirmEmail")) {
      service.execute(
          "insert into mail_tokens select sha256('"
              + payloads(operation).getFirst().get("token").asText()
              + "'), id, '"
              + (operation.id().equals("confirmEmail") ? "EMAIL_CONFIRMATION" : "PASSWORD_RESET")
              + "', token_generation, email, now(), now() + interval '1 hour' from users");
    }
    if (operation.id().equals("issueToken")) {
      RefreshToken refresh =
          new RefreshToken(payloads(operation).getLast().get("refresh_token").asText());
      service.execute(
          "update sessions set family_digest = '\\x%s', refresh_digest = '\\x%s'"
              .formatted(refresh.familyDigest().hex(), refresh.digest().hex()));
    }
    if (operation.id().equals("endSession")) {
      service.execute(
          "insert into sessions select '0191f8a4-6c2e-4d1b-9f0a-3b7c5d9e1f24', user_id,"
              + " token_generation, created_at, last_used_at, expires_at, sha256('other'),"
              + " refresh_digest from sessions");
    }
    if (operation.id().equals("listRemovals")) {
      service.execute(
          "truncate removals restart identity;"
              + " insert into users (username, email) values ('bob', 'bob@example.com');"
              + " delete from users where username = 'bob'");
    }
    if (operation.tag().equals("serviceAccounts")) {
      service.execute("update users set admin = true");
    }
  }

  private static List<JsonNode> payloads(Operation operation) {
    return operation.hasPayload()
        ? List.copyOf(operation.payloads().values())
        : List.of(JSON.createObjectNode());
  }

  private static Response send(Operation operation, String query, JsonNode payload) {
    List<String> headers = new ArrayList<>();
    if (operation.tag().equals("oauth")) {
      headers.addAll(List.of("Authorization", UsersTestServer.basic(CLIENT, "secret")));
    } else if (!operation.isPublic() && !token.isEmpty()) {
      headers.addAll(List.of("Authorization", "Bearer " + token));
    }
    if (operation.hasPayload()) {
      headers.addAll(List.of("Content-Type", operation.payloadType()));
    }
    return service.send(
        service.request(
            operation.method(),
            operation.examplePath() + query,
            operation.hasPayload()
                ? BodyPublishers.ofString(operation.encoded(payload))
                : BodyPublishers.noBody(),
            headers.toArray(String[]::new)));
  }

  /**
   * Replaces tokens, secrets, keys, times, ports and the lifetime of tokens, which differ in each
   * run.
   */
  private static String normalized(JsonNode body) {
    return body.toString()
        .replaceAll(
            "\"(access_token|at|auth_token|client_id|client_secret|created_at|expires_at|exported_at"
                + "|kid|last_used_at|next|refresh_token|rotated_at|x|y)\":\"[^\"]+\"",
            "\"$1\":\"OWN\"")
        .replaceAll("\"id\":\"[0-9a-f-]{36}\"", "\"id\":\"OWN\"")
        .replaceAll("http://localhost:[0-9]+", "http://localhost:5001")
        .replaceAll("\"expires_in\":[0-9]+", "\"expires_in\":0");
  }
}
