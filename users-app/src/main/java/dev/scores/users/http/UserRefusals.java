package dev.scores.users.http;

import dev.scores.chassis.http.FaultReading;
import dev.scores.chassis.http.FieldError;
import dev.scores.chassis.http.NotAnId;
import dev.scores.chassis.http.Refusal;
import dev.scores.users.domain.HashingBusy;
import dev.scores.users.domain.TooManyHashes;
import dev.scores.users.domain.UsersUnavailable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The answers about users and tokens that are no success, in the contract's words. */
@Singleton
final class UserRefusals implements FaultReading {

  @Override
  public Optional<Refusal> read(HttpRequest<?> request, Throwable fault) {
    return switch (fault) {
      case UsersUnavailable away -> Optional.of(Refusal.unavailable(away));
      case TooManyHashes tooMany -> Optional.of(tooManyAttempts(Duration.ZERO));
      case HashingBusy busy -> Optional.of(Refusal.unavailable(busy));
      case NotAnId none -> Optional.of(noSuchUser());
      default -> Optional.empty();
    };
  }

  static Refusal alreadyExists() {
    return Refusal.of(
        HttpStatus.BAD_REQUEST, "user_already_exists", "Sorry. That user already exists.");
  }

  static Refusal emailTaken() {
    return Refusal.of(
        HttpStatus.BAD_REQUEST, "email_already_exists", "Sorry. That email already exists.");
  }

  static Refusal usernameTaken() {
    return Refusal.of(
        HttpStatus.BAD_REQUEST, "username_already_exists", "Sorry. That username already exists.");
  }

  static Refusal lastAdmin() {
    return Refusal.of(
        HttpStatus.BAD_REQUEST,
        "last_admin",
        "The last admin cannot be demoted, deactivated or removed.");
  }

  static Refusal noSuchUser() {
    return Refusal.of(HttpStatus.NOT_FOUND, "user_does_not_exist", "User does not exist");
  }

  static Refusal passwordRequired() {
    return Refusal.invalidPayload(
        List.of(new FieldError("/current_password", "is required to change the email")));
  }

  static Refusal wrongPassword() {
    return Refusal.of(
        HttpStatus.BAD_REQUEST, "wrong_password", "Sorry. That is not your password.");
  }

  /**
   * @param wait until another try is worth it
   */
  static Refusal tooManyAttempts(Duration wait) {
    return Refusal.of(
            HttpStatus.TOO_MANY_REQUESTS,
            "too_many_attempts",
            "Too many attempts. Please try again later.")
        .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.plusSeconds(1).toSeconds()));
  }

  /** Whether there is such a user or not: the password is not theirs. */
  static Refusal doesNotExist() {
    return Refusal.of(HttpStatus.NOT_FOUND, "user_does_not_exist", "User does not exist.");
  }

  /** The same under {@code /api}, which shows no code. */
  static Refusal invalidCredentials() {
    return Refusal.of(HttpStatus.UNAUTHORIZED, "invalid_credentials", "Invalid credentials.");
  }

  /** Under {@code /api} that is no different from a token that is refused. */
  static Refusal tokenRequired(HttpRequest<?> request) {
    String message = "Provide a valid auth token.";
    return request.getPath().startsWith("/api/")
        ? refusedToken("token_required", message)
        : Refusal.of(HttpStatus.FORBIDDEN, "token_required", message);
  }

  static Refusal permissionDenied() {
    return refusedToken("permission_denied", "You do not have permission to do that.");
  }

  static Refusal invalidToken() {
    return refusedToken("invalid_token", "Invalid token. Please log in again.");
  }

  static Refusal expiredToken() {
    return refusedToken("expired_token", "Signature expired. Please log in again.");
  }

  /** The token's user has been removed or deactivated. */
  static Refusal refusedUser() {
    return refusedToken("user_refused", "Something went wrong. Please contact us.");
  }

  private static Refusal refusedToken(String code, String message) {
    return Refusal.of(HttpStatus.UNAUTHORIZED, code, message)
        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }
}
