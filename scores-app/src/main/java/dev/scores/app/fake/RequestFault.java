package dev.scores.app.fake;

import dev.scores.app.auth.AuthErrors;
import dev.scores.chassis.http.ApiException;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.HttpStatusException;
import java.time.Duration;
import java.util.Optional;

/**
 * What happens to one request instead of, or beside, its normal response.
 *
 * @param status the status of an error response; the request is then not executed
 * @param delay the time before the request is executed or rejected
 * @param brokenStream whether the connection closes in the middle of the response
 * @param method the method of the request, in upper case; empty for any
 * @param path the first part of the request's path
 */
record RequestFault(
    Optional<HttpStatus> status,
    Duration delay,
    boolean brokenStream,
    Optional<String> method,
    String path) {

  boolean matches(String requestMethod, String requestPath) {
    return method.orElse(requestMethod).equals(requestMethod) && requestPath.startsWith(path);
  }

  /** The error for the status: as the service responds with it, where it does. */
  Optional<RuntimeException> error() {
    return status.map(
        given ->
            switch (given) {
              case UNAUTHORIZED -> AuthErrors.invalidToken();
              case FORBIDDEN -> AuthErrors.tokenRequired();
              case SERVICE_UNAVAILABLE -> ApiException.unavailable();
              case BAD_GATEWAY, GATEWAY_TIMEOUT ->
                  ApiException.of(given, "internal_error", given.getReason() + ".");
              default -> new HttpStatusException(given, given.getReason());
            });
  }
}
