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

/** Says what is wrong with an answer. */
final class ResponseCheck {

  private static final Pattern INSIDES =
      Pattern.compile("Exception|\\bjava\\.|\\bat dev\\.scores|org\\.postgresql|io\\.micronaut");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final OpenApiInteractionValidator contract;

  ResponseCheck(String resource) {
    contract = OpenApiInteractionValidator.createFor(resource).build();
  }

  /** What is wrong, in words without what differs from request to request; empty for nothing. */
  Optional<String> fault(Trial trial, RawResponse answer) {
    int status = answer.status();
    if (status >= 500) {
      return Optional.of("answered " + status);
    }
    if (INSIDES.matcher(answer.body()).find()) {
      return Optional.of("shows its insides");
    }
    boolean refused = status >= 400;
    return switch (trial.verdict()) {
      case OPEN -> undocumented(trial, answer);
      case REFUSED -> refused ? undocumented(trial, answer) : Optional.of("not refused: " + status);
      case BROKEN -> refused ? noJson(answer) : undocumented(trial, answer);
      case NOT_ALLOWED ->
          status == 404 || (status == 405 && answer.header("Allow").isPresent())
              ? noJson(answer)
              : Optional.of("an undocumented method answered " + status);
    };
  }

  private static Optional<String> noJson(RawResponse answer) {
    try {
      return JSON.readTree(answer.body()).isObject()
          ? Optional.empty()
          : Optional.of(answer.status() + " without a JSON object");
    } catch (JsonProcessingException none) {
      return Optional.of(answer.status() + " without JSON");
    }
  }

  private Optional<String> undocumented(Trial trial, RawResponse answer) {
    SimpleResponse.Builder response =
        SimpleResponse.Builder.status(answer.status()).withBody(answer.body());
    answer.headers().forEach(response::withHeader);
    ValidationReport report =
        contract.validateResponse(
            trial.operation().examplePath(), Method.valueOf(trial.method()), response.build());
    List<String> wrong =
        report.getMessages().stream()
            .filter(message -> !isListOfNothing(message, answer))
            .map(ValidationReport.Message::getMessage)
            .distinct()
            .toList();
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of("undocumented " + answer.status() + ": " + String.join(" ", wrong));
  }

  /** One line for each item, and there is none. */
  private static boolean isListOfNothing(ValidationReport.Message message, RawResponse answer) {
    return message.getKey().equals("validation.response.body.missing")
        && answer.header("Content-Type").orElse("").startsWith("application/x-ndjson");
  }
}
