package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.app.ScoresService.Response;
import dev.scores.contract.Contract;
import dev.scores.contract.Operation;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A query parameter that the operation does not have returns 400. */
class UnknownParametersTest {

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users, "DATABASE_URL", TestDatabases.SHARED);
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  static List<Operation> operations() {
    return Contract.read("openapi/scores.yaml").operations();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void unknownParameterIsNamed(Operation operation) {
    assertRejected(send(operation, "?lmit=10"), "lmit");
    String valid =
        operation.exampleParameters("query").entrySet().stream()
            .map(example -> example.getKey() + "=" + example.getValue() + "&")
            .collect(Collectors.joining());
    assertRejected(send(operation, "?" + valid + "user=1&Limit=1&user=2"), "user", "Limit");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void rejectedTokenPrecedesAnUnknownParameter(Operation operation) {
    Response response =
        service.send(
            service.request(
                operation.method(),
                operation.examplePath() + "?lmit=10",
                "",
                "Authorization",
                "Bearer unknown"));
    boolean isPublic = operation.isPublic() || operation.isTokenOptional();
    assertEquals(isPublic ? 400 : 401, response.status(), response.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/scores?", "/scores?&", "/scores?limit=1&", "/ping?"})
  void emptyQueryHasNoParameter(String path) {
    assertEquals(200, service.get(path).status());
  }

  @Test
  void unknownParameterOfAnUnknownPathReturns404() {
    assertEquals(404, service.get("/nothing?lmit=10").status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/docs",
        "/docs/",
        "/docs/page.js",
        "/openapi.yaml",
        "/metrics",
        "/health",
        "/health/liveness"
      })
  void routesOutsideTheContractAcceptAnyParameter(String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertEquals(
          200,
          client
              .send(service.request("GET", path + "?v=1&x", ""), BodyHandlers.discarding())
              .statusCode());
    }
  }

  private static Response send(Operation operation, String query) {
    List<String> headers = new ArrayList<>();
    if (!operation.isPublic()) {
      headers.addAll(List.of("Authorization", "Bearer " + UsersStub.tokenFor(operation)));
    }
    if (operation.hasPayload()) {
      headers.addAll(List.of("Content-Type", ScoresService.JSON));
    }
    String payload =
        operation.hasPayload() ? operation.payloads().values().iterator().next().toString() : "";
    return service.send(
        service.request(
            operation.method(),
            operation.examplePath() + query,
            payload,
            headers.toArray(String[]::new)));
  }

  private static void assertRejected(Response response, String... names) {
    String errors =
        Stream.of(names)
            .map(
                name ->
                    "{\"pointer\":\"%s\",\"message\":\"is not a parameter of this operation\"}"
                        .formatted(name))
            .collect(Collectors.joining(","));
    response.is(
        400,
        "{\"status\":\"fail\",\"message\":\"Invalid parameter.\",\"code\":\"invalid_parameter\","
            + "\"errors\":["
            + errors
            + "]}");
  }
}
