package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.SimpleValidationReportFormat;
import com.atlassian.oai.validator.report.ValidationReport;
import java.net.http.HttpRequest;

/** Holds answers against a contract: status, headers and every member of the body. */
final class ContractCheck {

  static final ContractCheck SCORES = new ContractCheck("openapi/scores.yaml");

  private final OpenApiInteractionValidator validator;

  private ContractCheck(String resource) {
    validator =
        OpenApiInteractionValidator.createFor(resource)
            .withLevelResolver(
                LevelResolver.create()
                    // A path or method that the contract does not know has no answer in it.
                    .withLevel("validation.request.path.missing", ValidationReport.Level.IGNORE)
                    .withLevel(
                        "validation.request.operation.notAllowed", ValidationReport.Level.IGNORE)
                    .build())
            .build();
  }

  void check(HttpRequest request, ScoresService.Answer answer) {
    if (request.method().equals("HEAD") || request.method().equals("OPTIONS")) {
      return;
    }
    if (answer.body().isEmpty() && answer.header("Content-Type").equals("application/x-ndjson")) {
      return; // No line is what an export of nothing has, but the validator takes it for no body.
    }
    SimpleResponse.Builder response =
        SimpleResponse.Builder.status(answer.status()).withBody(answer.body());
    answer.headers().map().forEach((name, values) -> response.withHeader(name, values));
    ValidationReport report =
        validator.validateResponse(
            request.uri().getPath(), Method.valueOf(request.method()), response.build());
    assertFalse(
        report.hasErrors(),
        () ->
            "%s %s → %s %s%n%s"
                .formatted(
                    request.method(),
                    request.uri(),
                    answer.status(),
                    answer.body(),
                    SimpleValidationReportFormat.getInstance().apply(report)));
  }
}
