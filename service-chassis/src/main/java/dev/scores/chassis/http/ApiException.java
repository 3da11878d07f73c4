package dev.scores.chassis.http;

import io.micronaut.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error response of the API: status, {@code code}, message, field errors and headers. It has no
 * stack trace, because it is an expected outcome. Immutable.
 */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;
  private final transient List<FieldError> errors;
  private final transient Map<String, String> headers;

  private ApiException(
      HttpStatus status,
      String code,
      String message,
      List<FieldError> errors,
      Map<String, String> headers,
      @Nullable Throwable cause) {
    super(message, cause, false, false);
    this.status = status;
    this.code = code;
    this.errors = List.copyOf(errors);
    this.headers = Map.copyOf(headers);
  }

  /**
   * @param code one of the codes that the contract lists
   * @param message the text for people
   */
  public static ApiException of(HttpStatus status, String code, String message) {
    return new ApiException(status, code, message, List.of(), Map.of(), null);
  }

  /** 400 for a payload that violates the contract. */
  public static ApiException invalidPayload(List<FieldError> errors) {
    return of(HttpStatus.BAD_REQUEST, "invalid_payload", "Invalid payload.").with(errors);
  }

  /** 400 for a payload that is invalid as a whole. */
  public static ApiException invalidPayload(String message) {
    return invalidPayload(List.of(new FieldError("", message)));
  }

  /** 400 for invalid parameters, with one error each. */
  public static ApiException invalidParameters(List<FieldError> errors) {
    return of(HttpStatus.BAD_REQUEST, "invalid_parameter", "Invalid parameter.").with(errors);
  }

  /** 503 with {@code Retry-After}: a dependency is unavailable. */
  public static ApiException unavailable(String code, String message) {
    return unavailable(code, message, null);
  }

  /** 503 with {@code Retry-After}: the service is overloaded. */
  public static ApiException unavailable() {
    return unavailable("service_unavailable", "The service is unavailable. Please try again.");
  }

  /** 408: the request did not arrive in time (RFC 9110, section 15.5.9). */
  public static ApiException tooSlow() {
    return FrameworkExceptionMapper.of(HttpStatus.REQUEST_TIMEOUT);
  }

  /** 503 with {@code Retry-After}: the database is unavailable. The cause is logged. */
  public static ApiException unavailable(Throwable cause) {
    return unavailable(
        "service_unavailable", "The service is unavailable. Please try again.", cause);
  }

  private static ApiException unavailable(String code, String message, @Nullable Throwable cause) {
    return new ApiException(
        HttpStatus.SERVICE_UNAVAILABLE,
        code,
        message,
        List.of(),
        Map.of("Retry-After", "1"),
        cause);
  }

  public ApiException with(List<FieldError> details) {
    return new ApiException(status, code, message(), details, headers, getCause());
  }

  public ApiException withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new ApiException(status, code, message(), errors, more, getCause());
  }

  public HttpStatus status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  public List<FieldError> errors() {
    return errors;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /**
   * Whether the envelope's status is {@code error} (authentication and server errors) rather than
   * {@code fail} (other client errors).
   */
  public boolean isError() {
    return status == HttpStatus.UNAUTHORIZED
        || status == HttpStatus.FORBIDDEN
        || status.getCode() >= 500;
  }
}
