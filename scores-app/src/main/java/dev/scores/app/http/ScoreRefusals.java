package dev.scores.app.http;

import dev.scores.chassis.http.FaultReading;
import dev.scores.chassis.http.NotAnId;
import dev.scores.chassis.http.Refusal;
import dev.scores.domain.ScoresUnavailable;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The answers about scores that are no success, in the contract's words. */
@Singleton
final class ScoreRefusals implements FaultReading {

  @Override
  public Optional<Refusal> read(HttpRequest<?> request, Throwable fault) {
    return switch (fault) {
      case NotAnId id ->
          Optional.of(
              request.getMethod() == HttpMethod.GET
                  ? notFound()
                  : Refusal.invalidPayload("the id in the path is none"));
      case ScoresUnavailable away -> Optional.of(Refusal.unavailable(away));
      default -> Optional.empty();
    };
  }

  /** For a read: what is no id is nobody's. */
  static Refusal notFound() {
    return Refusal.of(HttpStatus.NOT_FOUND, "score_does_not_exist", "Score does not exist");
  }

  /** For a write. */
  static Refusal noSuchScore() {
    return Refusal.of(
        HttpStatus.BAD_REQUEST, "score_does_not_exist", "Sorry. That score does not exist.");
  }

  static Refusal alreadyExists() {
    return Refusal.of(
        HttpStatus.BAD_REQUEST,
        "score_already_exists",
        "Sorry. That score already exists. Please update with a PUT request.");
  }

  /** For a write that expects a version. */
  static Refusal hasChanged() {
    return Refusal.of(
        HttpStatus.PRECONDITION_FAILED, "score_has_changed", "The score has changed.");
  }
}
