package dev.scores.app.http;

import static dev.scores.app.auth.AuthenticatedCaller.current;
import static dev.scores.app.auth.AuthenticatedCaller.currentUser;
import static dev.scores.domain.ScoreAction.READ_ONE;
import static dev.scores.domain.ScoreAction.READ_OWN;
import static dev.scores.domain.ScoreAction.WRITE_ANY;
import static dev.scores.domain.ScoreAction.WRITE_OWN;

import dev.scores.api.ScoresApi;
import dev.scores.api.model.ScoreFound;
import dev.scores.api.model.ScoreRemoved;
import dev.scores.api.model.ScoreWritten;
import dev.scores.api.model.Verdict;
import dev.scores.app.access.RequiresAccess;
import dev.scores.app.access.ScoreAccessRule;
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
  private final ScoreAccessRule access;
  private final IdempotentRequests idempotent;

  ScoresController(ScoreService scores, ScoreAccessRule access, IdempotentRequests idempotent) {
    this.scores = scores;
    this.access = access;
    this.idempotent = idempotent;
  }

  @Override
  @RequiresAccess(READ_ONE)
  public HttpResponse<ScoreFound> getScore(Long scoreId, @Nullable String ifNoneMatch) {
    return found(scores.get(access.visibility(), new ScoreId(scoreId)), ifNoneMatch);
  }

  @Override
  @RequiresAccess(READ_OWN)
  public HttpResponse<ScoreFound> getOwnScore(Long scoreId, @Nullable String ifNoneMatch) {
    return found(scores.get(currentUser(), new ScoreId(scoreId)), ifNoneMatch);
  }

  @Override
  @RequiresAccess(READ_OWN)
  public HttpResponse<ScoreFound> getOwnExerciseScore(
      Long exerciseId, @Nullable String ifNoneMatch) {
    return found(
        ExerciseId.of(exerciseId).flatMap(exercise -> scores.get(currentUser(), exercise)),
        ifNoneMatch);
  }

  @Override
  @RequiresAccess(WRITE_OWN)
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
  @RequiresAccess(WRITE_OWN)
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
  @RequiresAccess(WRITE_OWN)
  public HttpResponse<ScoreWritten> upsertScore(dev.scores.api.model.ScoreDraft payload) {
    return written(scores.upsert(currentUser(), ScoreMapper.draft(payload)));
  }

  @Override
  @RequiresAccess(WRITE_OWN)
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
  @RequiresAccess(WRITE_OWN)
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

  @Override
  @RequiresAccess(WRITE_ANY)
  public HttpResponse<ScoreWritten> upsertUserScore(Long userId, Long exerciseId, Verdict payload) {
    UserId user = UserId.of(userId).orElseThrow(ScoreErrors::invalidId);
    ExerciseId exercise = ExerciseId.of(exerciseId).orElseThrow(ScoreErrors::invalidId);
    ScoreDraft draft = new ScoreDraft(exercise, payload.getCorrect());
    return written(scores.upsert(user, draft, current().asWriterFor(user)));
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
