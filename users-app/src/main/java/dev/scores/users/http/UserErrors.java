package dev.scores.users.http;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.ExceptionMapper;
import dev.scores.chassis.http.FieldError;
import dev.scores.chassis.http.InvalidIdException;
import dev.scores.users.domain.HashingBusyException;
import dev.scores.users.domain.TooManyHashesException;
import dev.scores.users.domain.UsersUnavailable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The error responses of the contract about users and tokens. */
@Singleton
public final class UserErrors implements ExceptionMapper {

  @Override
  public Optional<ApiException> map(HttpRequest<?> request, Throwable fault) {
    return switch (fault) {
      case UsersUnavailable away -> Optional.of(ApiException.unavailable(away));
      case TooManyHashesException tooMany -> Optional.of(tooManyAttempts(Duration.ZERO));
      case HashingBusyException busy -> Optional.of(ApiException.unavailable(busy));
      case InvalidIdException none -> Optional.of(noSuchUser());
      default -> Optional.empty();
    };
  }

  static ApiException alreadyExists() {
    return ApiException.of(
        HttpStatus.BAD_REQUEST, "user_already_exists", "Sorry. That user already exists.");
  }

  static ApiException emailTaken() {
    return ApiException.of(
        HttpStatus.BAD_REQUEST, "email_already_exists", "Sorry. That email already exists.");
  }

  static ApiException usernameTaken() {
    return ApiException.of(
        HttpStatus.BAD_REQUEST, "username_already_exists", "Sorry. That username already exists.");
  }

  static ApiException lastAdmin() {
    return ApiException.of(
        HttpStatus.BAD_REQUEST,
        "last_admin",
        "The last admin cannot be demoted, deactivated or removed.");
  }

  static ApiException noSuchUser() {
    return ApiException.of(HttpStatus.NOT_FOUND, "user_does_not_exist", "User does not exist");
  }

  /** A cursor of a log of removals that is not this one. */
  static ApiException gone() {
    return ApiException.of(
        HttpStatus.GONE,
        "gone",
        "This log of removals does not contain the cursor. Start again without it.");
  }

  static ApiException noMail() {
    return ApiException.of(
        HttpStatus.NOT_FOUND, "mail_not_configured", "This service sends no mail.");
  }

  static ApiException invalidMailToken() {
    return ApiException.of(
        HttpStatus.BAD_REQUEST,
        "invalid_mail_token",
        "The code is wrong, used or expired. Please ask for another mail.");
  }

  static ApiException noSuchSession() {
    return ApiException.of(
        HttpStatus.NOT_FOUND, "session_does_not_exist", "Session does not exist.");
  }

  static ApiException noSuchServiceAccount() {
    return ApiException.of(
        HttpStatus.NOT_FOUND, "service_account_does_not_exist", "Service account does not exist.");
  }

  static ApiException passwordRequired() {
    return ApiException.invalidPayload(
        List.of(new FieldError("/current_password", "is required to change the email")));
  }

  static ApiException wrongPassword() {
    return ApiException.of(
        HttpStatus.BAD_REQUEST, "wrong_password", "Sorry. That is not your password.");
  }

  /**
   * @param wait until a retry may succeed
   */
  public static ApiException tooManyAttempts(Duration wait) {
    return ApiException.of(
            HttpStatus.TOO_MANY_REQUESTS,
            "too_many_attempts",
            "Too many attempts. Please try again later.")
        .withHeader(HttpHeaders.RETRY_AFTER, Long.toString(wait.plusSeconds(1).toSeconds()));
  }

  /** Rejected credentials, whether the user exists or not. */
  static ApiException doesNotExist() {
    return ApiException.of(HttpStatus.NOT_FOUND, "user_does_not_exist", "User does not exist.");
  }

  /** Rejected credentials under {@code /api}, where the response has no code. */
  static ApiException invalidCredentials() {
    return ApiException.of(HttpStatus.UNAUTHORIZED, "invalid_credentials", "Invalid credentials.");
  }

  /** Under {@code /api} a missing token has the status of a rejected one. */
  static ApiException tokenRequired(HttpRequest<?> request) {
    String message = "Provide a valid auth token.";
    return request.getPath().startsWith("/api/")
        ? rejectedToken("token_required", message)
        : ApiException.of(HttpStatus.FORBIDDEN, "token_required", message);
  }

  static ApiException permissionDenied() {
    return rejectedToken("permission_denied", "You do not have permission to do that.");
  }

  static ApiException invalidToken() {
    return rejectedToken("invalid_token", "Invalid token. Please log in again.");
  }

  static ApiException expiredToken() {
    return rejectedToken("expired_token", "Signature expired. Please log in again.");
  }

  /** The token's user has been removed or deactivated. */
  static ApiException rejectedUser() {
    return rejectedToken("user_refused", "Something went wrong. Please contact us.");
  }

  private static ApiException rejectedToken(String code, String message) {
    return ApiException.of(HttpStatus.UNAUTHORIZED, code, message)
        .withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
  }
}
