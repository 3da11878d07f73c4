package dev.scores.chassis.http;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.exceptions.NotAllowedException;
import io.micronaut.json.JsonSyntaxException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the framework's own exceptions. Their messages name Java types and so never go out; what
 * goes out is written here.
 */
final class HttpFaultReading implements FaultReading {

  @Override
  public Optional<Refusal> read(HttpRequest<?> request, Throwable fault) {
    return switch (fault) {
      case Refusal refusal -> Optional.of(refusal);
      case UnsatisfiedRouteException missing ->
          Optional.of(Refusal.invalidPayload("a payload is needed"));
      case JsonSyntaxException malformed -> Optional.of(Refusal.invalidPayload("malformed JSON"));
      case ContentLengthExceededException large ->
          Optional.of(of(HttpStatus.REQUEST_ENTITY_TOO_LARGE));
      case NotAllowedException wrongMethod ->
          Optional.of(
              of(HttpStatus.METHOD_NOT_ALLOWED)
                  .withHeader(
                      "Allow",
                      wrongMethod.getAllowedMethods().stream()
                          .filter(method -> !method.equals(HttpMethod.OPTIONS.name()))
                          .sorted()
                          .collect(Collectors.joining(", "))));
      case HttpStatusException other -> Optional.of(of(other.getStatus()));
      default -> Optional.empty();
    };
  }

  /** The refusal for a status that the framework decided on. */
  static Refusal of(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> Refusal.of(status, "not_found", "Not found.");
      case METHOD_NOT_ALLOWED ->
          Refusal.of(status, "method_not_allowed", "The method is not allowed here.");
      case REQUEST_ENTITY_TOO_LARGE ->
          Refusal.of(status, "payload_too_large", "The payload is larger than 131072 bytes.");
      case UNSUPPORTED_MEDIA_TYPE ->
          Refusal.of(status, "unsupported_media_type", "The payload must be application/json.");
      default ->
          status.getCode() >= 500
              ? internal()
              : Refusal.of(
                  status,
                  "invalid_request",
                  "The request cannot be served: " + status.getReason() + ".");
    };
  }

  /** The refusal for a fault of ours: nothing of it goes out. */
  static Refusal internal() {
    return Refusal.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal_error",
        "Something went wrong. Please try again.");
  }
}
