package dev.scores.chassis.http;

import io.micronaut.http.HttpRequest;
import java.util.Optional;

/**
 * Maps a service's own exceptions to error responses. Beans of this type take precedence over the
 * mapping of the framework's exceptions. Must not block.
 */
@FunctionalInterface
public interface ExceptionMapper {

  /** The error response for the exception; empty if this mapper does not handle it. */
  Optional<ApiException> map(HttpRequest<?> request, Throwable fault);
}
