package dev.scores.contract;

import static org.junit.jupiter.api.Assertions.fail;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.interaction.ApiOperationResolver;
import com.atlassian.oai.validator.model.ApiOperationMatch;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks exchanges against a contract: the contract describes the status, media type, headers and
 * every member of the response, allows the request if it succeeded, and forbids it if it was
 * rejected for its parameters. Thread-safe.
 */
public final class ContractCheck {

  /** Headers of HTTP itself, which contracts do not describe. */
  private static final Set<String> HTTP_HEADERS =
      headers("content-type", "content-length", "transfer-encoding", "connection", "date");

  /** CORS headers that the contract does not describe for each response. */
  private static final Set<String> CORS_HEADERS = headers("access-control-expose-headers");

  /**
   * Parameters with rules beyond their schema: cursors, the years of times, and those that one
   * format of a response has and another has not.
   */
  private static final List<String> RULES_BEYOND_SCHEMAS =
      List.of(
          "\"pointer\":\"after\"",
          "\"pointer\":\"Last-Event-ID\"",
          "\"pointer\":\"updated_since\"",
          "\"pointer\":\"zone\"",
          "is not a parameter of a stream");

  private final Contract contract;
  private final OpenApiInteractionValidator validator;
  private final ApiOperationResolver operations;
  private final UndocumentedRequests outside;

  private ContractCheck(Contract contract, OpenAPI api) {
    this.contract = contract;
    this.operations = new ApiOperationResolver(api, null, true);
    this.outside = new UndocumentedRequests(contract);
    this.validator =
        OpenApiInteractionValidator.createForInlineApiSpecification(contract.json())
            .withLevelResolver(
                LevelResolver.create()
                    // The services accept every Accept header and ignore unknown members of
                    // payloads. Unknown members of responses are findings, although the schemas
                    // allow them for the sake of clients.
                    .withLevel("validation.request.accept", ValidationReport.Level.IGNORE)
                    .withLevel(
                        "validation.request.body.schema.additionalProperties",
                        ValidationReport.Level.IGNORE)
                    .build())
            .build();
  }

  /**
   * Creates a check.
   *
   * @param resource the contract's name on the class path
   */
  public static ContractCheck of(String resource) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    Contract contract = Contract.read(resource);
    OpenAPI api = new OpenAPIV3Parser().readContents(contract.json(), null, options).getOpenAPI();
    return new ContractCheck(contract, api);
  }

  /**
   * Checks an exchange.
   *
   * @throws AssertionError with all differences from the contract
   */
  public void check(Exchange exchange) {
    List<String> findings = findings(exchange);
    if (!findings.isEmpty()) {
      fail(exchange + "\n" + String.join("\n", findings));
    }
  }

  /** Returns all differences from the contract. */
  List<String> findings(Exchange exchange) {
    if (exchange.method().equals("OPTIONS")) {
      return List.of(); // The Fetch standard defines preflights, not the contract.
    }
    ApiOperationMatch match =
        operations.findApiOperation(exchange.uri().getPath(), method(exchange));
    if (!match.isPathFound() || !match.isOperationAllowed()) {
      return outside.findings(exchange, match.isPathFound());
    }
    Operation operation =
        contract.operation(
            match.getApiOperation().getApiPath().original(), method(exchange).name());
    if (exchange.isHead() && !operation.supportsHead()) {
      return outside.findings(exchange, true);
    }
    if (!operation.describes(exchange.status())) {
      return List.of("status " + exchange.status() + " is not documented");
    }
    return Stream.of(checkResponse(exchange), headers(operation, exchange), request(exchange))
        .flatMap(List::stream)
        .toList();
  }

  private List<String> checkResponse(Exchange exchange) {
    SimpleResponse.Builder response = SimpleResponse.Builder.status(exchange.status());
    if (!exchange.body().isEmpty()) {
      response.withBody(exchange.body());
    }
    exchange.headers().forEach(response::withHeader);
    return errors(
        validator.validateResponse(exchange.uri().getPath(), method(exchange), response.build()),
        canHaveEmptyBody(exchange) ? "validation.response.body.missing" : "nothing");
  }

  /** A response to HEAD, or an empty export by lines. */
  private static boolean canHaveEmptyBody(Exchange exchange) {
    return exchange.isHead()
        || exchange.headers().getOrDefault("content-type", List.of()).stream()
            .anyMatch(type -> type.startsWith("application/x-ndjson"));
  }

  private static List<String> headers(Operation operation, Exchange exchange) {
    JsonNode described = operation.response(exchange.status()).path("headers");
    Set<String> names = headers(exchange.headers().keySet().toArray(String[]::new));
    List<String> findings = new ArrayList<>();
    for (String name : names) {
      if (!HTTP_HEADERS.contains(name)
          && !CORS_HEADERS.contains(name)
          && !headers(fieldNames(described)).contains(name)) {
        findings.add("header " + name + " is not documented");
      }
    }
    return findings;
  }

  private List<String> request(Exchange exchange) {
    if (!exchange.isSuccess() && !isRejectedForParameters(exchange)) {
      return List.of();
    }
    SimpleRequest.Builder request =
        new SimpleRequest.Builder(method(exchange), exchange.uri().getPath());
    if (!exchange.payload().isEmpty()) {
      request.withBody(exchange.payload());
    }
    exchange.requestHeaders().forEach(request::withHeader);
    QueryString.of(exchange.uri()).forEach(request::withQueryParam);
    List<String> errors = errors(validator.validateRequest(request.build()), "nothing");
    if (exchange.isSuccess()) {
      return errors.stream().map(error -> "succeeded although invalid: " + error).toList();
    }
    return errors.isEmpty() ? List.of("rejected although the contract allows it") : List.of();
  }

  private static boolean isRejectedForParameters(Exchange exchange) {
    return exchange.status() == 400
        && exchange.body().contains("\"code\":\"invalid_parameter\"")
        && RULES_BEYOND_SCHEMAS.stream().noneMatch(exchange.body()::contains);
  }

  private static List<String> errors(ValidationReport report, String ignoredKey) {
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .filter(message -> !message.getKey().equals(ignoredKey))
        .filter(message -> !isIdOutOfRange(message))
        .map(message -> message.getKey() + ": " + message.getMessage())
        .toList();
  }

  /** An id out of range is an unknown id, not an invalid request. */
  private static boolean isIdOutOfRange(ValidationReport.Message message) {
    return message.getKey().matches("validation.request.parameter.schema.(maximum|format.int64)")
        && message
            .getContext()
            .flatMap(ValidationReport.MessageContext::getParameter)
            .filter(parameter -> "path".equals(parameter.getIn()))
            .isPresent();
  }

  /** HEAD is checked as GET without a body. */
  private static Method method(Exchange exchange) {
    return exchange.isHead() ? Method.GET : Method.valueOf(exchange.method());
  }

  private static String[] fieldNames(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toArray(String[]::new);
  }

  /** Names in any case (RFC 9110, section 5.1). */
  private static Set<String> headers(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    return set;
  }
}
