package dev.scores.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Set;

/**
 * Judges answers to what is no operation of the contract: an unknown path, a method that a path
 * does not take, a request that is too odd to have a path. They come in the form of its failures.
 */
final class UndocumentedRequests {

  private static final Set<Integer> OF_UNKNOWN_PATHS = Set.of(400, 404, 414, 431);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<JsonNode> failures;

  UndocumentedRequests(Contract contract) {
    this.failures = contract.failureSchemas();
  }

  List<String> findings(Exchange exchange, boolean pathIsKnown) {
    if (pathIsKnown ? exchange.status() != 405 : !OF_UNKNOWN_PATHS.contains(exchange.status())) {
      return List.of("status " + exchange.status() + " of no operation");
    }
    if (exchange.isHead()) {
      return List.of();
    }
    return failures.stream().anyMatch(schema -> allows(schema, exchange.body()))
        ? List.of()
        : List.of("the body is no failure of the contract");
  }

  private static boolean allows(JsonNode schema, String body) {
    try {
      return SchemaRegistry.withDialect(Dialects.getOpenApi30())
          .getSchema(schema)
          .validate(JSON.readTree(body))
          .isEmpty();
    } catch (JsonProcessingException noJson) {
      return false;
    }
  }
}
