package dev.scores.chassis.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Writes a refusal: as a problem where the client ranks that first, else in the path's own form.
 */
@Singleton
final class ErrorWriter {

  private final List<ErrorFormat> forms;

  ErrorWriter(List<ErrorFormat> forms) {
    this.forms = forms;
  }

  MutableHttpResponse<?> write(
      HttpRequest<?> request, MutableHttpResponse<?> response, ApiException refusal) {
    refusal.headers().forEach(response::header);
    response.header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    return ProblemNegotiation.prefersProblem(request)
        ? response.contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE).body(Problem.of(refusal))
        : response
            .contentType(MediaType.APPLICATION_JSON_TYPE)
            .body(formed(request.getPath(), refusal));
  }

  /** The body in the path's own form. */
  Object formed(String path, ApiException refusal) {
    return forms.stream()
        .filter(form -> form.isFor(path))
        .findFirst()
        .map(form -> form.body(refusal))
        .orElseGet(() -> ErrorEnvelope.of(refusal));
  }
}
