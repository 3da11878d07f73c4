package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.contract.Contract;
import dev.scores.contract.Operation;
import dev.scores.users.UsersTestServer.Response;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The responses of deprecated operations, and only these, say so (VERSIONING.md). */
class DeprecatedOperationsTest {

  private static UsersTestServer service;

  @BeforeAll
  static void start() {
    service = UsersTestServer.start("LOGIN_RATE_LIMIT", "0");
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
  void deprecatedOperationsSaySo(Operation operation) {
    // A success, an error of the operation, an error of the framework.
    String payload =
        operation.hasPayload() ? operation.payloads().values().iterator().next().toString() : "";
    for (String sent : List.of(payload, "{}", "x".repeat(131_073))) {
      Response response =
          service.send(
              service.request(
                  operation.method(),
                  operation.examplePath(),
                  operation.hasPayload() ? BodyPublishers.ofString(sent) : BodyPublishers.noBody(),
                  "Content-Type",
                  "application/json"));
      boolean deprecated = operation.isDeprecated();
      assertEquals(
          deprecated ? "@1795910400" : "", response.header("Deprecation"), response.body());
      assertEquals(deprecated ? "Tue, 30 Nov 2027 00:00:00 GMT" : "", response.header("Sunset"));
      assertEquals(deprecated ? "</docs>; rel=\"deprecation\"" : "", response.header("Link"));
    }
  }
}
