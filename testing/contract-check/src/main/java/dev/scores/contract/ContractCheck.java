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
 * Holds exchanges against a contract. An answer's status, media type, headers and every member of
 * its body must be described; a request that succeeds must be one that the contract allows, and one
 * that is refused for its parameters one that it does not. Thread-safe.
 */
public final class ContractCheck {

  /** What any answer over HTTP may carry, or the framing of it. */
  private static final Set<String> OF_HTTP =
      headers("content-type", "content-length", "transfer-encoding", "connection", "date");

  /** What a page on another origin is told; the first of them is described for every answer. */
  private static final Set<String> OF_CORS = headers("access-control-expose-headers");

  /** Parameters that are judged by more than a schema can say: cursors, the years of times. */
  private static final List<String> BEYOND_SCHEMAS =
      List.of("\"pointer\":\"after\"", "\"pointer\":\"updated_since\"");

  private final Contract contract;
  private final OpenApiInteractionValidator validator;
  private final ApiOperationResolver operations;
  private final UndocumentedRequests outside;

  private ContractCheck(Contract contract, OpenAPI api) {
    this.contract = contract;
    this.operations = new ApiOperationResolver(api, null, true);
    this.outside = new UndocumentedRequests(contract);
    this.validator =
        OpenApiInteractionValidator.createFor(contract.resource())
            .withLevelResolver(
                LevelResolver.create()
                    // By design every Accept is taken, and what the contract does not name ignored.
                    .withLevel("validation.request.accept", ValidationReport.Level.IGNORE)
                    .withLevel(
                        "validation.request.body.schema.additionalProperties",
                        ValidationReport.Level.IGNORE)
                    .withLevel(
                        "validation.request.parameter.query.unexpected",
                        ValidationReport.Level.IGNORE)
                    .build())
            .build();
  }

  /**
   * @param resource the contract's name on the class path
   */
  public static ContractCheck of(String resource) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    OpenAPI api = new OpenAPIV3Parser().readLocation(resource, null, options).getOpenAPI();
    return new ContractCheck(Contract.read(resource), api);
  }

  /**
   * @throws AssertionError naming everything in which the exchange is not as the contract has it
   */
  public void check(Exchange exchange) {
    List<String> findings = findings(exchange);
    if (!findings.isEmpty()) {
      fail(exchange + "\n" + String.join("\n", findings));
    }
  }

  /** Everything in which the exchange is not as the contract has it. */
  List<String> findings(Exchange exchange) {
    if (exchange.method().equals("OPTIONS")) {
      return List.of(); // A preflight is the framework's, as the Fetch standard has it.
    }
    ApiOperationMatch match =
        operations.findApiOperation(exchange.uri().getPath(), method(exchange));
    if (!match.isPathFound() || !match.isOperationAllowed()) {
      return outside.findings(exchange, match.isPathFound());
    }
    Operation operation =
        contract.operation(
            match.getApiOperation().getApiPath().original(), method(exchange).name());
    if (exchange.isHead() && !operation.takesHead()) {
      return outside.findings(exchange, true);
    }
    if (!operation.describes(exchange.status())) {
      return List.of("status " + exchange.status() + " is not described");
    }
    return Stream.of(answer(exchange), headers(operation, exchange), request(exchange))
        .flatMap(List::stream)
        .toList();
  }

  private List<String> answer(Exchange exchange) {
    SimpleResponse.Builder answer = SimpleResponse.Builder.status(exchange.status());
    if (!exchange.body().isEmpty()) {
      answer.withBody(exchange.body());
    }
    exchange.headers().forEach(answer::withHeader);
    return errors(
        validator.validateResponse(exchange.uri().getPath(), method(exchange), answer.build()),
        mayBeEmpty(exchange) ? "validation.response.body.missing" : "nothing");
  }

  /** An answer to HEAD, and an export of nothing by lines: it has none. */
  private static boolean mayBeEmpty(Exchange exchange) {
    return exchange.isHead()
        || exchange.headers().getOrDefault("content-type", List.of()).stream()
            .anyMatch(type -> type.startsWith("application/x-ndjson"));
  }

  private static List<String> headers(Operation operation, Exchange exchange) {
    JsonNode described = operation.response(exchange.status()).path("headers");
    Set<String> names = headers(exchange.headers().keySet().toArray(String[]::new));
    List<String> findings = new ArrayList<>();
    for (String name : names) {
      if (!OF_HTTP.contains(name)
          && !OF_CORS.contains(name)
          && !headers(fieldNames(described)).contains(name)) {
        findings.add("header " + name + " is not described");
      }
    }
    return findings;
  }

  private List<String> request(Exchange exchange) {
    if (!exchange.isSuccess() && !isRefusedForParameters(exchange)) {
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
      return errors.stream().map(error -> "succeeded all the same: " + error).toList();
    }
    return errors.isEmpty() ? List.of("refused, though the contract allows it") : List.of();
  }

  private static boolean isRefusedForParameters(Exchange exchange) {
    return exchange.status() == 400
        && exchange.body().contains("\"code\":\"invalid_parameter\"")
        && BEYOND_SCHEMAS.stream().noneMatch(exchange.body()::contains);
  }

  private static List<String> errors(ValidationReport report, String besides) {
    return report.getMessages().stream()
        .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
        .filter(message -> !message.getKey().equals(besides))
        .filter(message -> !isNobodysId(message))
        .map(message -> message.getKey() + ": " + message.getMessage())
        .toList();
  }

  /** A number in a path that is beyond the range is nobody's id (design, section 3). */
  private static boolean isNobodysId(ValidationReport.Message message) {
    return message.getKey().matches("validation.request.parameter.schema.(maximum|format.int64)")
        && message
            .getContext()
            .flatMap(ValidationReport.MessageContext::getParameter)
            .filter(parameter -> "path".equals(parameter.getIn()))
            .isPresent();
  }

  /** HEAD is answered as GET is, without the body, unless the operation says otherwise. */
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
