package dev.scores.chassis.http;

import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.exceptions.ContentLengthExceededException;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.exceptions.NotAllowedException;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.json.JsonSyntaxException;
import io.micronaut.web.router.exceptions.UnsatisfiedBodyRouteException;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import io.netty.handler.codec.compression.DecompressionException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Maps the framework's exceptions. Their messages name Java types, so they are not sent; the
 * messages sent are defined here.
 */
final class FrameworkExceptionMapper implements ExceptionMapper {

  @Override
  public Optional<ApiException> map(HttpRequest<?> request, Throwable fault) {
    return Optional.ofNullable(
        switch (fault) {
          case ApiException error -> error;
          case UnsatisfiedBodyRouteException missing ->
              ApiException.invalidPayload("request body is required");
          case UnsatisfiedRouteException missing ->
              invalidParameter(missing.getArgument().getName(), "is required");
          case ConversionErrorException unreadable ->
              invalidParameter(unreadable.getArgument().getName(), "is malformed");
          case JsonSyntaxException malformed -> ApiException.invalidPayload("malformed JSON");
          case DecompressionException undecodable ->
              ApiException.invalidPayload("does not match Content-Encoding");
          case ContentLengthExceededException large -> of(HttpStatus.REQUEST_ENTITY_TOO_LARGE);
          case URISyntaxException malformedUri -> of(HttpStatus.BAD_REQUEST);
          case NotAllowedException wrongMethod ->
              of(HttpStatus.METHOD_NOT_ALLOWED).withHeader("Allow", allowed(wrongMethod));
          case HttpStatusException other -> of(other.getStatus());
          default -> isAborted(request, fault) ? malformedPayload() : null;
        });
  }

  /**
   * Whether the request's own connection or stream failed; an I/O exception may also come from a
   * dependency.
   */
  private static boolean isAborted(HttpRequest<?> request, Throwable fault) {
    return request instanceof NettyHttpRequest<?> netty
        && PayloadFramingHandler.isAbort(netty.getChannelHandlerContext().channel(), fault);
  }

  /** 400 for a payload whose framing is malformed or incomplete. */
  static ApiException malformedPayload() {
    return ApiException.of(
        HttpStatus.BAD_REQUEST, "invalid_request", "The payload is malformed or incomplete.");
  }

  private static ApiException invalidParameter(String name, String message) {
    return ApiException.invalidParameters(List.of(new FieldError(name, message)));
  }

  private static String allowed(NotAllowedException wrongMethod) {
    return wrongMethod.getAllowedMethods().stream()
        .filter(method -> !method.equals(HttpMethod.OPTIONS.name()))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** The error response for a status that the framework chose. */
  static ApiException of(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> ApiException.of(status, "not_found", "Not found.");
      case METHOD_NOT_ALLOWED ->
          ApiException.of(status, "method_not_allowed", "The method is not allowed here.");
      case REQUEST_ENTITY_TOO_LARGE ->
          ApiException.of(status, "payload_too_large", "The payload is larger than 131072 bytes.");
      case UNSUPPORTED_MEDIA_TYPE ->
          ApiException.of(
              status, "unsupported_media_type", "The payload must be application/json.");
      default ->
          status.getCode() >= 500
              ? internal()
              : ApiException.of(
                  status,
                  "invalid_request",
                  "The request cannot be served: " + status.getReason() + ".");
    };
  }

  /** 500 for an unexpected exception, without its details. */
  static ApiException internal() {
    return ApiException.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal_error",
        "Something went wrong. Please try again.");
  }
}
