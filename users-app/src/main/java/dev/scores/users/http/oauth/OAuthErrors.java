package dev.scores.users.http.oauth;

import dev.scores.chassis.http.ApiException;
import dev.scores.users.http.UserErrors;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;
import java.time.Duration;

/** The errors of {@code /oauth} (RFC 6749, section 5.2); their codes are those of the standard. */
final class OAuthErrors {

  private OAuthErrors() {}

  static ApiException notAForm() {
    return invalidRequest("The payload must be application/x-www-form-urlencoded.");
  }

  static ApiException malformed() {
    return invalidRequest("The payload is malformed.");
  }

  /**
   * @param name any text; {@link OAuthErrorFormat} replaces characters that are not allowed
   */
  static ApiException repeated(String name) {
    return invalidRequest("The parameter " + shortened(name) + " is repeated.");
  }

  static ApiException required(String name) {
    return invalidRequest("The parameter " + name + " is required.");
  }

  static ApiException unsupportedGrantType() {
    return ApiException.of(
        HttpStatus.BAD_REQUEST, "unsupported_grant_type", "The grant type is not supported.");
  }

  static ApiException invalidScope() {
    return ApiException.of(
        HttpStatus.BAD_REQUEST,
        "invalid_scope",
        "The scope is unknown or not granted to the client.");
  }

  static ApiException invalidGrant() {
    return ApiException.of(
        HttpStatus.BAD_REQUEST,
        "invalid_grant",
        "The refresh token is unknown, used or expired, or its session has ended.");
  }

  /** The client is unknown or the secret is wrong: the response does not say which. */
  static ApiException invalidClient() {
    return rejected("The client id or the secret is wrong.");
  }

  static ApiException credentialsRequired() {
    return rejected("Authenticate with client_secret_basic.");
  }

  /**
   * @param wait until a retry may succeed
   */
  static ApiException tooManyAttempts(Duration wait) {
    return UserErrors.tooManyAttempts(wait);
  }

  private static ApiException invalidRequest(String message) {
    return ApiException.of(HttpStatus.BAD_REQUEST, "invalid_request", message);
  }

  private static ApiException rejected(String message) {
    return ApiException.of(HttpStatus.UNAUTHORIZED, "invalid_client", message)
        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"users\"");
  }

  private static String shortened(String name) {
    return name.length() <= 100 ? name : name.substring(0, 100);
  }
}
