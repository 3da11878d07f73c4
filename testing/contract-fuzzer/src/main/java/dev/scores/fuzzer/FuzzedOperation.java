package dev.scores.fuzzer;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a contract.
 *
 * @param body the schema of the JSON payload, null without one
 * @param payloads the examples of the payload
 * @param needsToken whether the operation needs a token
 * @param methods the methods of its path
 */
record FuzzedOperation(
    String id,
    String method,
    String path,
    List<Parameter> parameters,
    @Nullable Schema<?> body,
    List<JsonNode> payloads,
    boolean needsToken,
    List<String> methods) {

  FuzzedOperation {
    parameters = List.copyOf(parameters);
    payloads = List.copyOf(payloads);
    methods = List.copyOf(methods);
  }

  /**
   * Returns the operations of the contract on the class path whose payload, if any, is JSON, with
   * references resolved.
   */
  static List<FuzzedOperation> of(String resource) {
    ParseOptions resolved = new ParseOptions();
    resolved.setResolve(true);
    resolved.setResolveFully(true);
    OpenAPI contract =
        Objects.requireNonNull(new OpenAPIV3Parser().read(resource, null, resolved), resource);
    List<FuzzedOperation> operations = new ArrayList<>();
    contract
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) -> {
                          if (takesJson(operation)) {
                            operations.add(of(contract, path, item, method, operation));
                          }
                        }));
    operations.sort(Comparator.comparing(FuzzedOperation::id));
    return List.copyOf(operations);
  }

  private static boolean takesJson(io.swagger.v3.oas.models.Operation operation) {
    return operation.getRequestBody() == null
        || operation.getRequestBody().getContent().containsKey("application/json");
  }

  private static FuzzedOperation of(
      OpenAPI contract,
      String path,
      PathItem item,
      PathItem.HttpMethod method,
      io.swagger.v3.oas.models.Operation operation) {
    List<SecurityRequirement> security =
        operation.getSecurity() == null ? contract.getSecurity() : operation.getSecurity();
    MediaType payload =
        operation.getRequestBody() == null
            ? null
            : Objects.requireNonNull(
                operation.getRequestBody().getContent().get("application/json"),
                operation.getOperationId());
    return new FuzzedOperation(
        operation.getOperationId(),
        method.name(),
        path,
        Stream.of(item.getParameters(), operation.getParameters())
            .filter(Objects::nonNull)
            .flatMap(List::stream)
            .toList(),
        payload == null ? null : payload.getSchema(),
        payload == null ? List.of() : examples(payload),
        security != null
            && !security.isEmpty()
            && security.stream().noneMatch(SecurityRequirement::isEmpty),
        methods(contract, path));
  }

  private static List<JsonNode> examples(MediaType payload) {
    Stream<Object> named =
        payload.getExamples() == null
            ? Stream.empty()
            : payload.getExamples().values().stream().map(Example::getValue);
    return Stream.concat(Stream.ofNullable(payload.getExample()), named)
        .<JsonNode>map(example -> Json.mapper().valueToTree(example))
        .toList();
  }

  /** Includes methods of matching templates: {@code /a/b} also matches {@code /a/{id}}. */
  private static List<String> methods(OpenAPI contract, String path) {
    return contract.getPaths().entrySet().stream()
        .filter(other -> path.matches(other.getKey().replaceAll("\\{[^}]*}", "[^/]*")))
        .flatMap(other -> other.getValue().readOperationsMap().keySet().stream())
        .map(Enum::name)
        .distinct()
        .toList();
  }

  List<Parameter> parameters(String location) {
    return parameters.stream().filter(parameter -> parameter.getIn().equals(location)).toList();
  }

  /** Whether a valid payload has a password, which is expensive to hash. */
  boolean hasPassword() {
    return body != null
        && body.getProperties() != null
        && body.getProperties().values().stream()
            .anyMatch(member -> "password".equals(member.getFormat()));
  }

  /** A path that matches this operation. */
  String examplePath() {
    return path.replaceAll("\\{[^}]*}", "1");
  }

  @Override
  public String toString() {
    return id;
  }
}
