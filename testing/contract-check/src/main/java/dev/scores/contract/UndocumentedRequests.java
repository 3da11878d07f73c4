package dev.scores.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.util.List;
import java.util.Set;

/**
 * Checks responses to requests that match no operation: an unknown path, an unsupported method or a
 * malformed request. They must have the form of the contract's errors.
 */
final class UndocumentedRequests {

  private static final Set<Integer> UNKNOWN_PATH_STATUSES = Set.of(400, 404, 414, 431);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<JsonNode> failures;

  UndocumentedRequests(Contract contract) {
    this.failures = contract.failureSchemas();
  }

  List<String> findings(Exchange exchange, boolean pathIsKnown) {
    if (pathIsKnown
        ? exchange.status() != 405
        : !UNKNOWN_PATH_STATUSES.contains(exchange.status())) {
      return List.of("status " + exchange.status() + " for an undocumented request");
    }
    if (exchange.isHead()) {
      return List.of();
    }
    return failures.stream().anyMatch(schema -> allows(schema, exchange.body()))
        ? List.of()
        : List.of("the body is not an error of the contract");
  }

  private static boolean allows(JsonNode schema, String body) {
    try {
      return SchemaRegistry.withDialect(Dialects.getOpenApi30())
          .getSchema(schema)
          .validate(JSON.readTree(body))
          .isEmpty();
    } catch (JsonProcessingException notJson) {
      return false;
    }
  }
}
