package dev.scores.app.http;

import static dev.scores.app.auth.AuthenticatedCaller.current;

import dev.scores.api.ScoresApi;
import dev.scores.api.model.ScoreFound;
import dev.scores.api.model.ScoreWritten;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.ConditionalOutcome;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.UpsertOutcome;
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
 * Scores over HTTP, as the contract says. On virtual threads: the database blocks.
 *
 * <p>An id beyond the range is nobody's: it is found nowhere and named by no score.
 */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ScoresController implements ScoresApi {

  private final ScoreService scores;

  ScoresController(ScoreService scores) {
    this.scores = scores;
  }

  @Override
  public HttpResponse<ScoreFound> getScore(Long scoreId, @Nullable String ifNoneMatch) {
    return found(ScoreId.of(scoreId).flatMap(scores::get), ifNoneMatch);
  }

  @Override
  public HttpResponse<ScoreFound> getOwnScore(Long scoreId, @Nullable String ifNoneMatch) {
    return found(ScoreId.of(scoreId).flatMap(id -> scores.get(current(), id)), ifNoneMatch);
  }

  @Override
  public HttpResponse<ScoreFound> getOwnExerciseScore(
      Long exerciseId, @Nullable String ifNoneMatch) {
    return found(
        ExerciseId.of(exerciseId).flatMap(exercise -> scores.get(current(), exercise)),
        ifNoneMatch);
  }

  @Override
  public HttpResponse<ScoreWritten> addScore(dev.scores.api.model.ScoreDraft payload) {
    return switch (scores.add(current(), ScoreMapper.draft(payload))) {
      case Added added -> ScoreMapper.added(added.score());
      case AlreadyExists none -> throw ScoreErrors.alreadyExists();
    };
  }

  @Override
  public HttpResponse<ScoreWritten> updateScore(
      Long scoreId, dev.scores.api.model.ScoreDraft payload, @Nullable String ifMatch) {
    UserId caller = current();
    ScoreDraft draft = ScoreMapper.draft(payload);
    Optional<ExpectedVersion> expected = VersionTags.expected(ifMatch);
    ScoreId id = ScoreId.of(scoreId).orElseThrow(ScoreErrors::noSuchScore);
    return expected
        .map(version -> answer(scores.update(caller, id, draft, version)))
        .orElseGet(() -> answer(scores.update(caller, id, draft)));
  }

  @Override
  public HttpResponse<ScoreWritten> upsertScore(dev.scores.api.model.ScoreDraft payload) {
    return answer(scores.upsert(current(), ScoreMapper.draft(payload)));
  }

  @Override
  public HttpResponse<ScoreWritten> upsertScoreById(
      Long scoreId, dev.scores.api.model.ScoreDraft payload, @Nullable String ifMatch) {
    UserId caller = current();
    ScoreDraft draft = ScoreMapper.draft(payload);
    Optional<ScoreId> named = ScoreId.of(scoreId);
    return VersionTags.expected(ifMatch)
        .map(
            version ->
                answer(
                    named
                        .map(id -> scores.upsert(caller, id, draft, version))
                        .orElseGet(() -> expectingNobodys(caller, draft))))
        .orElseGet(
            () ->
                answer(
                    named
                        .map(id -> scores.upsert(caller, id, draft))
                        .orElseGet(() -> upsertNamingNobodys(caller, draft))));
  }

  private UpsertOutcome upsertNamingNobodys(UserId caller, ScoreDraft draft) {
    return switch (scores.add(caller, draft)) {
      case Added added -> added;
      case AlreadyExists underAnotherId -> new NoSuchScore();
    };
  }

  private ConditionalOutcome expectingNobodys(UserId caller, ScoreDraft draft) {
    return scores
        .get(caller, draft.exercise())
        .<ConditionalOutcome>map(underAnotherId -> new NoSuchScore())
        .orElseGet(VersionMismatch::new);
  }

  private static HttpResponse<ScoreWritten> answer(UpsertOutcome outcome) {
    return switch (outcome) {
      case Added added -> ScoreMapper.added(added.score());
      case Updated updated -> ScoreMapper.updated(updated.score());
      case NoSuchScore none -> throw ScoreErrors.noSuchScore();
    };
  }

  private static HttpResponse<ScoreWritten> answer(ConditionalOutcome outcome) {
    return switch (outcome) {
      case Updated updated -> ScoreMapper.updated(updated.score());
      case NoSuchScore none -> throw ScoreErrors.noSuchScore();
      case VersionMismatch changed -> throw ScoreErrors.hasChanged();
    };
  }

  private static HttpResponse<ScoreFound> found(
      Optional<Score> found, @Nullable String ifNoneMatch) {
    Score score = found.orElseThrow(ScoreErrors::notFound);
    return VersionTags.hasIt(score, ifNoneMatch)
        ? ScoreMapper.notModified(score)
        : ScoreMapper.found(score);
  }
}
