package dev.scores.app.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.scores.domain.Principal;
import io.micronaut.http.annotation.Get;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract of the users service promises what {@code HttpCallers} relies on. */
class UsersContractTest {

  private static JsonNode contract;
  private static JsonNode operation;

  @BeforeAll
  static void read() throws IOException, NoSuchMethodException {
    contract = new YAMLMapper().readTree(Path.of("../openapi/users.yaml").toFile());
    String path =
        UsersClient.class
            .getDeclaredMethod("authStatus", String.class)
            .getAnnotation(Get.class)
            .value();
    operation = contract.at("/paths").path(path).path("get");
  }

  @Test
  void operationTakesABearerToken() {
    assertTrue(operation.isObject());
    String scheme =
        (operation.has("security") ? operation : contract).at("/security/0").fieldNames().next();
    JsonNode security = contract.at("/components/securitySchemes").path(scheme);
    assertEquals("http", security.path("type").asText());
    assertEquals("bearer", security.path("scheme").asText());
  }

  @Test
  void contractPromisesTheMembersThatAreRead() {
    JsonNode response = schema(resolved(operation.at("/responses/200")));
    assertEquals(List.of("success"), strings(schemaOf(response, "status").path("enum")));
    assertTrue(strings(response.path("required")).containsAll(List.of("status", "scopes")));
    assertEquals("array", schemaOf(response, "scopes").path("type").asText());
    JsonNode user = schemaOf(response, "data");
    assertTrue(strings(user.path("required")).containsAll(List.of("id", "active")));
    assertEquals("boolean", schemaOf(user, "active").path("type").asText());
    JsonNode id = schemaOf(user, "id");
    assertEquals("integer", id.path("type").asText());
    assertEquals(1, id.path("minimum").asLong());
    assertEquals(Integer.MAX_VALUE, id.path("maximum").asLong());
  }

  @Test
  void contractPromisesTheIdOfAServiceAccount() {
    JsonNode client = schemaOf(schema(resolved(operation.at("/responses/200"))), "client");
    assertTrue(strings(client.path("required")).contains("client_id"));
    JsonNode id = schemaOf(client, "client_id");
    assertEquals("string", id.path("type").asText());
    assertTrue(Principal.Program.isClientId("c".repeat(id.path("maxLength").asInt())));
  }

  @Test
  void contractHasRejections() {
    assertTrue(operation.at("/responses").has("401"));
    assertTrue(operation.at("/responses").has("403"));
  }

  private static JsonNode schema(JsonNode response) {
    return resolved(response.at("/content").path("application/json").path("schema"));
  }

  private static JsonNode schemaOf(JsonNode schema, String property) {
    return resolved(schema.path("properties").path(property));
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? contract.at(node.get("$ref").asText().substring(1)) : node;
  }

  private static List<String> strings(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
