package dev.scores.fuzzer;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks a response against the contract and the expectation. */
final class ResponseCheck {

  private static final Pattern INTERNALS =
      Pattern.compile("Exception|\\bjava\\.|\\bat dev\\.scores|org\\.postgresql|io\\.micronaut");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpenApiInteractionValidator contract;

  ResponseCheck(String resource) {
    contract = OpenApiInteractionValidator.createFor(resource).build();
  }

  /** Returns the problem, without details that differ between requests, or empty. */
  Optional<String> fault(FuzzedRequest request, RawResponse response) {
    int status = response.status();
    if (status >= 500) {
      return Optional.of("status " + status);
    }
    if (INTERNALS.matcher(response.body()).find()) {
      return Optional.of("reveals internals");
    }
    boolean isError = status >= 400;
    return switch (request.expectation()) {
      case ANY -> undocumented(request, response);
      case ERROR ->
          isError ? undocumented(request, response) : Optional.of("not rejected: " + status);
      case ANY_ERROR -> isError ? notJson(response) : undocumented(request, response);
      case METHOD_ERROR ->
          status == 404 || (status == 405 && response.header("Allow").isPresent())
              ? notJson(response)
              : Optional.of("status " + status + " for an undocumented method");
    };
  }

  private static Optional<String> notJson(RawResponse response) {
    try {
      return JSON.readTree(response.body()).isObject()
          ? Optional.empty()
          : Optional.of(response.status() + " without a JSON object");
    } catch (JsonProcessingException none) {
      return Optional.of(response.status() + " without JSON");
    }
  }

  private Optional<String> undocumented(FuzzedRequest request, RawResponse response) {
    SimpleResponse.Builder checked =
        SimpleResponse.Builder.status(response.status()).withBody(response.body());
    response.headers().forEach(checked::withHeader);
    ValidationReport report =
        contract.validateResponse(
            request.operation().examplePath(), Method.valueOf(request.method()), checked.build());
    List<String> problems =
        report.getMessages().stream()
            .filter(message -> !isEmptyList(message, response))
            .map(ValidationReport.Message::getMessage)
            .distinct()
            .toList();
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of("undocumented " + response.status() + ": " + String.join(" ", problems));
  }

  /** An empty list of lines has an empty body. */
  private static boolean isEmptyList(ValidationReport.Message message, RawResponse response) {
    return message.getKey().equals("validation.response.body.missing")
        && response.header("Content-Type").orElse("").startsWith("application/x-ndjson");
  }
}
