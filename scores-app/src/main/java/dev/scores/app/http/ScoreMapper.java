package dev.scores.app.http;

import dev.scores.api.model.BatchItem;
import dev.scores.api.model.BatchOutcome;
import dev.scores.api.model.BatchResult;
import dev.scores.api.model.BatchResultOutcome;
import dev.scores.api.model.BatchWritten;
import dev.scores.api.model.ScoreFound;
import dev.scores.api.model.ScoreRemoved;
import dev.scores.api.model.ScoreWritten;
import dev.scores.api.model.Success;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.Superseded;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.Solve;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Maps between the domain's types and the contract's. */
final class ScoreMapper {

  private ScoreMapper() {}

  static ScoreDraft draft(dev.scores.api.model.ScoreDraft payload) {
    ExerciseId exercise = new ExerciseId(Math.toIntExact(payload.getExerciseId()));
    return new ScoreDraft(exercise, payload.getCorrect());
  }

  static ScoreDraft draft(BatchItem item) {
    ExerciseId exercise = new ExerciseId(Math.toIntExact(item.getExerciseId()));
    return new ScoreDraft(exercise, item.getCorrect());
  }

  static HttpResponse<ScoreFound> found(Score score) {
    return HttpResponse.ok(new ScoreFound(Success.SUCCESS, score(score)))
        .header(HttpHeaders.ETAG, VersionTags.of(score));
  }

  static HttpResponse<ScoreFound> notModified(Score score) {
    return HttpResponse.<ScoreFound>notModified().header(HttpHeaders.ETAG, VersionTags.of(score));
  }

  static HttpResponse<ScoreWritten> added(Score score) {
    return HttpResponse.<ScoreWritten>created(URI.create("/scores/" + score.id().value()))
        .header(HttpHeaders.ETAG, VersionTags.of(score))
        .body(new ScoreWritten(Success.SUCCESS, "New score was added!", score(score)));
  }

  static HttpResponse<ScoreWritten> updated(Score score) {
    return HttpResponse.ok(new ScoreWritten(Success.SUCCESS, "Score was updated!", score(score)))
        .header(HttpHeaders.ETAG, VersionTags.of(score));
  }

  static HttpResponse<ScoreRemoved> removed() {
    return HttpResponse.ok(new ScoreRemoved(Success.SUCCESS, "Score was removed!"));
  }

  static BatchWritten batch(List<BatchItemOutcome> outcomes) {
    long added = 0;
    long updated = 0;
    List<BatchResult> results = new ArrayList<>();
    for (BatchItemOutcome outcome : outcomes) {
      BatchResultOutcome result =
          switch (outcome) {
            case Added none -> BatchResultOutcome.ADDED;
            case Updated none -> BatchResultOutcome.UPDATED;
            case Superseded none -> BatchResultOutcome.SUPERSEDED;
          };
      added += result == BatchResultOutcome.ADDED ? 1 : 0;
      updated += result == BatchResultOutcome.UPDATED ? 1 : 0;
      results.add(new BatchResult((long) results.size(), result, score(outcome.score())));
    }
    return new BatchWritten(Success.SUCCESS, new BatchOutcome(added, updated, results));
  }

  static dev.scores.api.model.Score score(Score score) {
    return new dev.scores.api.model.Score(
        score.id().value(),
        (long) score.user().value(),
        (long) score.exercise().value(),
        score.correct(),
        time(score.createdAt()),
        time(score.updatedAt()),
        score.attempts(),
        score.solve().map(solve -> time(solve.at())).orElse(null),
        score.solve().map(Solve::attempts).orElse(null));
  }

  /** The time in the type of the generated models. */
  static OffsetDateTime time(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
