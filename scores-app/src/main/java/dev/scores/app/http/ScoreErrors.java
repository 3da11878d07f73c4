package dev.scores.app.http;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.ExceptionMapper;
import dev.scores.chassis.http.InvalidIdException;
import dev.scores.domain.ScoresUnavailable;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The answers about scores that are no success, in the contract's words. */
@Singleton
final class ScoreErrors implements ExceptionMapper {

  @Override
  public Optional<ApiException> read(HttpRequest<?> request, Throwable fault) {
    return switch (fault) {
      case InvalidIdException id ->
          Optional.of(
              request.getMethod() == HttpMethod.GET
                  ? notFound()
                  : ApiException.invalidPayload("the id in the path is none"));
      case ScoresUnavailable away -> Optional.of(ApiException.unavailable(away));
      default -> Optional.empty();
    };
  }

  /** For a read: what is no id is nobody's. */
  static ApiException notFound() {
    return ApiException.of(HttpStatus.NOT_FOUND, "score_does_not_exist", "Score does not exist");
  }

  /** For a write. */
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

  /** For a write that expects a version. */
  static ApiException hasChanged() {
    return ApiException.of(
        HttpStatus.PRECONDITION_FAILED, "score_has_changed", "The score has changed.");
  }
}
