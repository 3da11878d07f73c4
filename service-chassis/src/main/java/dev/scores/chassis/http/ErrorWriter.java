package dev.scores.chassis.http;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Writes error bodies: as a problem (RFC 9457) if the client prefers that, else in the format of
 * the path.
 */
@Singleton
final class ErrorWriter {

  private final List<ErrorFormat> formats;

  ErrorWriter(List<ErrorFormat> formats) {
    this.formats = formats;
  }

  MutableHttpResponse<?> write(
      HttpRequest<?> request, MutableHttpResponse<?> response, ApiException exception) {
    exception.headers().forEach(response::header);
    response.header(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    return ProblemNegotiation.prefersProblem(request)
        ? response.contentType(MediaType.APPLICATION_JSON_PROBLEM_TYPE).body(Problem.of(exception))
        : response
            .contentType(MediaType.APPLICATION_JSON_TYPE)
            .body(body(request.getPath(), exception));
  }

  /** The body in the format of the path. */
  Object body(String path, ApiException exception) {
    return formats.stream()
        .filter(format -> format.isFor(path))
        .findFirst()
        .map(format -> format.body(exception))
        .orElseGet(() -> ErrorEnvelope.of(exception));
  }
}
