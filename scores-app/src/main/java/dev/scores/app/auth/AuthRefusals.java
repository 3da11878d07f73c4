package dev.scores.app.auth;

import dev.scores.chassis.http.Refusal;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpStatus;

/** What a caller who cannot be told is answered (design, section 3, "Authentication"). */
final class AuthRefusals {

  private AuthRefusals() {}

  static Refusal tokenRequired() {
    return Refusal.of(HttpStatus.FORBIDDEN, "token_required", "Provide a valid auth token.");
  }

  static Refusal invalidToken() {
    return Refusal.of(HttpStatus.UNAUTHORIZED, "invalid_token", "Invalid token.")
        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }

  static Refusal unavailable() {
    return Refusal.unavailable(
        "authentication_unavailable", "Authentication is unavailable. Please try again.");
  }
}
