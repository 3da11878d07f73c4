package dev.scores.app.http;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.ExceptionMapper;
import dev.scores.chassis.http.InvalidIdException;
import dev.scores.domain.ScoresUnavailable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The error responses about scores, with the texts of the contract. */
@Singleton
public final class ScoreErrors implements ExceptionMapper {

  @Override
  public Optional<ApiException> map(HttpRequest<?> request, Throwable fault) {
    return switch (fault) {
      case InvalidIdException id ->
          Optional.of(
              switch (request.getMethod()) {
                case GET, DELETE -> notFound();
                default -> invalidId();
              });
      case ScoresUnavailable away -> Optional.of(ApiException.unavailable(away));
      default -> Optional.empty();
    };
  }

  /** For a write to a malformed id, or one that no user or exercise can have. */
  static ApiException invalidId() {
    return ApiException.invalidPayload("invalid id in path");
  }

  /** For a read or a removal. A malformed id counts as unknown. */
  static ApiException notFound() {
    return ApiException.of(HttpStatus.NOT_FOUND, "score_does_not_exist", "Score does not exist");
  }

  /** For an update. */
  static ApiException noSuchScore() {
    return ApiException.of(
        HttpStatus.BAD_REQUEST, "score_does_not_exist", "Sorry. That score does not exist.");
  }

  static ApiException alreadyExists() {
    return ApiException.of(
        HttpStatus.BAD_REQUEST,
        "score_already_exists",
        "Sorry. That score already exists. Please update with a PUT request.");
  }

  /** For a write with {@code If-Match}. */
  static ApiException hasChanged() {
    return ApiException.of(
        HttpStatus.PRECONDITION_FAILED, "score_has_changed", "The score has changed.");
  }

  /** For an {@code Idempotency-Key} of another request. */
  static ApiException keyReused() {
    return ApiException.of(
        HttpStatus.UNPROCESSABLE_ENTITY,
        "idempotency_key_reused",
        "This Idempotency-Key was used with another request.");
  }

  /** For a cursor of the change feed that is older than the log. */
  public static ApiException gone() {
    return ApiException.of(
        HttpStatus.GONE,
        "gone",
        "Events after this cursor were dropped. Take after=latest, read all scores, and go on from"
            + " there.");
  }
}
