package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.contract.Contract;
import dev.scores.contract.Operation;
import dev.scores.users.UsersTestServer.Response;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A query parameter that the operation does not have returns 400. */
class UsersUnknownParametersTest {

  private static final String PROBLEM = "is not a parameter of this operation";

  private static UsersTestServer service;
  private static String token = "";

  @BeforeAll
  static void start() {
    service = UsersTestServer.start("LOGIN_RATE_LIMIT", "0");
    token = service.register("ada");
    service.execute("update users set admin = true");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  static List<Operation> operations() {
    return Contract.read("openapi/users.yaml").operations();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void unknownParameterIsNamedAndNothingChanges(Operation operation) {
    String before = service.rows();
    Response response = send(operation, "?lmit=10");
    assertEquals(expected(operation.path()), response.body());
    assertEquals(400, response.status());
    assertEquals(before, service.rows());
    assertEquals(200, service.status(token).status(), "the token is still valid");
  }

  private static String expected(String path) {
    String message = "Invalid parameter. lmit: " + PROBLEM + ".";
    if (path.startsWith("/api/")) {
      return "{\"error\":\"Bad Request\",\"message\":\"%s\"}".formatted(message);
    }
    if (path.startsWith("/oauth/")) {
      return "{\"error\":\"invalid_request\",\"error_description\":\"%s\"}".formatted(message);
    }
    return "{\"status\":\"fail\",\"message\":\"Invalid parameter.\","
        + "\"code\":\"invalid_parameter\",\"errors\":[{\"pointer\":\"lmit\",\"message\":\""
        + PROBLEM
        + "\"}]}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/openapi.yaml", "/metrics", "/health"})
  void routesOutsideTheContractAcceptAnyParameter(String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertEquals(
          200,
          client
              .send(
                  service.request("GET", path + "?v=1&x", BodyPublishers.noBody()),
                  BodyHandlers.discarding())
              .statusCode());
    }
  }

  private static Response send(Operation operation, String query) {
    List<String> headers = new ArrayList<>();
    if (!operation.isPublic()) {
      headers.addAll(List.of("Authorization", "Bearer " + token));
    }
    if (operation.hasPayload()) {
      headers.addAll(List.of("Content-Type", "application/json"));
    }
    return service.send(
        service.request(
            operation.method(),
            operation.examplePath() + query,
            operation.hasPayload()
                ? BodyPublishers.ofString(
                    operation.payloads().values().iterator().next().toString())
                : BodyPublishers.noBody(),
            headers.toArray(String[]::new)));
  }
}
