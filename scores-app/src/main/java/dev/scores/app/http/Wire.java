package dev.scores.app.http;

import dev.scores.api.model.ScoreDraft;
import dev.scores.api.model.ScoreFound;
import dev.scores.api.model.ScoreWritten;
import dev.scores.api.model.Success;
import dev.scores.domain.Draft;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Score;
import io.micronaut.http.HttpResponse;
import java.net.URI;
import java.time.ZoneOffset;

/** Between the domain's words and the contract's. */
final class Wire {

  private Wire() {}

  static Draft draft(ScoreDraft payload) {
    return new Draft(new ExerciseId(payload.getExerciseId()), payload.getCorrect());
  }

  static ScoreFound found(Score score) {
    return new ScoreFound(Success.SUCCESS, score(score));
  }

  static HttpResponse<ScoreWritten> added(Score score) {
    return HttpResponse.<ScoreWritten>created(URI.create("/scores/" + score.id().value()))
        .body(new ScoreWritten(Success.SUCCESS, "New score was added!", score(score)));
  }

  static ScoreWritten updated(Score score) {
    return new ScoreWritten(Success.SUCCESS, "Score was updated!", score(score));
  }

  static dev.scores.api.model.Score score(Score score) {
    return new dev.scores.api.model.Score(
        score.id().value(),
        score.user().value(),
        score.exercise().value(),
        score.correct(),
        score.createdAt().atOffset(ZoneOffset.UTC),
        score.updatedAt().atOffset(ZoneOffset.UTC));
  }
}
