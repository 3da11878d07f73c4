package dev.scores.app.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract of the users service promises what {@code IssuerKeys} relies on. */
class KeysContractTest {

  private static JsonNode contract;
  private static JsonNode operation;

  @BeforeAll
  static void read() throws IOException {
    contract = new YAMLMapper().readTree(Path.of("../openapi/users.yaml").toFile());
    JsonNode settings =
        new YAMLMapper().readTree(Path.of("src/main/resources/application.yml").toFile());
    String path = settings.at("/auth/jwt/keys-path").asText();
    operation = contract.at("/paths").path(path).path("get");
  }

  @Test
  void operationTakesNoToken() {
    assertEquals("listKeys", operation.path("operationId").asText());
    assertTrue(operation.path("security").isEmpty());
  }

  @Test
  void everyKeyHasAnIdAndOneAlgorithm() {
    JsonNode key = contract.at("/components/schemas/Key");
    List<String> required =
        StreamSupport.stream(key.path("required").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    assertTrue(required.containsAll(List.of("kty", "crv", "use", "alg", "kid", "x", "y")));
    assertEquals("[\"ES256\"]", key.at("/properties/alg/enum").toString());
    assertEquals("[\"sig\"]", key.at("/properties/use/enum").toString());
  }
}
