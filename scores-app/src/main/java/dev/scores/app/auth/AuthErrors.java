package dev.scores.app.auth;

import dev.scores.chassis.http.ApiException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;

/** The errors of requests whose caller cannot be identified. */
public final class AuthErrors {

  private AuthErrors() {}

  public static ApiException tokenRequired() {
    return ApiException.of(HttpStatus.FORBIDDEN, "token_required", "Provide a valid auth token.");
  }

  public static ApiException invalidToken() {
    return ApiException.of(HttpStatus.UNAUTHORIZED, "invalid_token", "Invalid token.")
        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }

  /** For a program, which has no scores of its own. */
  public static ApiException userRequired() {
    return ApiException.of(
        HttpStatus.FORBIDDEN, "not_permitted", "This operation requires the token of a user.");
  }

  static ApiException unavailable() {
    return ApiException.unavailable(
        "authentication_unavailable", "Authentication is unavailable. Please try again.");
  }
}
