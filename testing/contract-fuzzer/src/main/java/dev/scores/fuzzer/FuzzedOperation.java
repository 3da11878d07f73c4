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
 * What a contract says of one operation.
 *
 * @param body the schema of its JSON payload, null where it takes none
 * @param payloads the contract's examples of it
 * @param tokenAsked whether it is refused without a token
 * @param methods the methods that its path has
 */
record FuzzedOperation(
    String id,
    String method,
    String path,
    List<Parameter> parameters,
    @Nullable Schema<?> body,
    List<JsonNode> payloads,
    boolean tokenAsked,
    List<String> methods) {

  FuzzedOperation {
    parameters = List.copyOf(parameters);
    payloads = List.copyOf(payloads);
    methods = List.copyOf(methods);
  }

  /** Every operation of the contract on the class path, references resolved. */
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
                        (method, operation) ->
                            operations.add(of(contract, path, item, method, operation))));
    operations.sort(Comparator.comparing(FuzzedOperation::id));
    return List.copyOf(operations);
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

  /** Also those of a path with a variable that this one fits: {@code /a/b} is {@code /a/{id}}. */
  private static List<String> methods(OpenAPI contract, String path) {
    return contract.getPaths().entrySet().stream()
        .filter(other -> path.matches(other.getKey().replaceAll("\\{[^}]*}", "[^/]*")))
        .flatMap(other -> other.getValue().readOperationsMap().keySet().stream())
        .map(Enum::name)
        .distinct()
        .toList();
  }

  List<Parameter> parameters(String place) {
    return parameters.stream().filter(parameter -> parameter.getIn().equals(place)).toList();
  }

  /** Whether a payload that is no mistake is hashed, which costs: few of these are sent. */
  boolean hashes() {
    return body != null
        && body.getProperties() != null
        && body.getProperties().values().stream()
            .anyMatch(member -> "password".equals(member.getFormat()));
  }

  /** A path that is this operation's, for who looks it up by path. */
  String examplePath() {
    return path.replaceAll("\\{[^}]*}", "1");
  }

  @Override
  public String toString() {
    return id;
  }
}
