package dev.scores.app.http;

import static dev.scores.app.auth.AuthenticatedCaller.currentUser;

import dev.scores.api.ScoresApi;
import dev.scores.api.model.ScoreFound;
import dev.scores.api.model.ScoreRemoved;
import dev.scores.api.model.ScoreWritten;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome.AddOutcome;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.ConditionalOutcome;
import dev.scores.domain.Outcome.NamedUpsertOutcome;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.Removed;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.VersionMismatch;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.ScoreService;
import dev.scores.domain.UserId;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The routes of single scores. They run on virtual threads because the database blocks. A path id
 * is positive ({@code PathIds}); one that no score has is simply not found.
 */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ScoresController implements ScoresApi {

  private final ScoreService scores;
  private final IdempotentRequests idempotent;

  ScoresController(ScoreService scores, IdempotentRequests idempotent) {
    this.scores = scores;
    this.idempotent = idempotent;
  }

  @Override
  public HttpResponse<ScoreFound> getScore(Long scoreId, @Nullable String ifNoneMatch) {
    return found(scores.get(new ScoreId(scoreId)), ifNoneMatch);
  }

  @Override
  public HttpResponse<ScoreFound> getOwnScore(Long scoreId, @Nullable String ifNoneMatch) {
    return found(scores.get(currentUser(), new ScoreId(scoreId)), ifNoneMatch);
  }

  @Override
  public HttpResponse<ScoreFound> getOwnExerciseScore(
      Long exerciseId, @Nullable String ifNoneMatch) {
    return found(
        ExerciseId.of(exerciseId).flatMap(exercise -> scores.get(currentUser(), exercise)),
        ifNoneMatch);
  }

  @Override
  public HttpResponse<ScoreWritten> addScore(
      dev.scores.api.model.ScoreDraft payload, @Nullable String idempotencyKey) {
    UserId caller = currentUser();
    ScoreDraft draft = ScoreMapper.draft(payload);
    return idempotent.respond(
        "addScore",
        idempotencyKey,
        payload,
        ScoreWritten.class,
        store -> added(store.add(caller, draft)));
  }

  private static HttpResponse<ScoreWritten> added(AddOutcome outcome) {
    return switch (outcome) {
      case Added added -> ScoreMapper.added(added.score());
      case AlreadyExists none -> throw ScoreErrors.alreadyExists();
    };
  }

  @Override
  public HttpResponse<ScoreWritten> updateScore(
      Long scoreId, dev.scores.api.model.ScoreDraft payload, @Nullable String ifMatch) {
    UserId caller = currentUser();
    ScoreDraft draft = ScoreMapper.draft(payload);
    ScoreId id = new ScoreId(scoreId);
    return VersionTags.expected(ifMatch, id)
        .map(expected -> conditional(scores.update(caller, id, draft, expected)))
        .orElseGet(() -> written(scores.update(caller, id, draft)));
  }

  @Override
  public HttpResponse<ScoreWritten> upsertScore(dev.scores.api.model.ScoreDraft payload) {
    return written(scores.upsert(currentUser(), ScoreMapper.draft(payload)));
  }

  @Override
  public HttpResponse<ScoreWritten> upsertScoreById(
      Long scoreId, dev.scores.api.model.ScoreDraft payload, @Nullable String ifMatch) {
    UserId caller = currentUser();
    ScoreDraft draft = ScoreMapper.draft(payload);
    ScoreId id = new ScoreId(scoreId);
    return VersionTags.expected(ifMatch, id)
        .map(expected -> conditional(scores.upsert(caller, id, draft, expected)))
        .orElseGet(() -> written(scores.upsert(caller, id, draft)));
  }

  @Override
  public HttpResponse<ScoreRemoved> removeScore(Long scoreId, @Nullable String ifMatch) {
    ScoreId id = new ScoreId(scoreId);
    ExpectedVersion expected =
        VersionTags.expected(ifMatch, id).orElseGet(ExpectedVersion.Any::new);
    return switch (scores.remove(currentUser(), id, expected)) {
      case Removed removed -> ScoreMapper.removed();
      case NoSuchScore none -> throw ScoreErrors.notFound();
      case VersionMismatch changed -> throw ScoreErrors.hasChanged();
    };
  }

  private static HttpResponse<ScoreWritten> written(NamedUpsertOutcome outcome) {
    return switch (outcome) {
      case Added added -> ScoreMapper.added(added.score());
      case Updated updated -> ScoreMapper.updated(updated.score());
      case NoSuchScore none -> throw ScoreErrors.noSuchScore();
    };
  }

  private static HttpResponse<ScoreWritten> conditional(ConditionalOutcome outcome) {
    return switch (outcome) {
      case Updated updated -> ScoreMapper.updated(updated.score());
      case NoSuchScore none -> throw ScoreErrors.noSuchScore();
      case VersionMismatch changed -> throw ScoreErrors.hasChanged();
    };
  }

  private static HttpResponse<ScoreFound> found(
      Optional<Score> found, @Nullable String ifNoneMatch) {
    Score score = found.orElseThrow(ScoreErrors::notFound);
    return VersionTags.matches(score, ifNoneMatch)
        ? ScoreMapper.notModified(score)
        : ScoreMapper.found(score);
  }
}
