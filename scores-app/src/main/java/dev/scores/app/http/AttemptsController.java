package dev.scores.app.http;

import static dev.scores.app.auth.AuthenticatedCaller.currentUser;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.scores.api.model.ActiveDay;
import dev.scores.api.model.ActivityFound;
import dev.scores.api.model.Success;
import dev.scores.app.access.RequiresAccess;
import dev.scores.app.access.ScoreAccessRule;
import dev.scores.chassis.database.DatabaseLog;
import dev.scores.chassis.http.Timestamps;
import dev.scores.chassis.limits.OpenStreams;
import dev.scores.chassis.lists.JsonEnvelope;
import dev.scores.chassis.lists.ListPage;
import dev.scores.chassis.lists.ListResponses;
import dev.scores.chassis.lists.QueryParameters;
import dev.scores.domain.Activity;
import dev.scores.domain.Attempt;
import dev.scores.domain.AttemptCursor;
import dev.scores.domain.AttemptPage;
import dev.scores.domain.Attempts;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ScoreAction;
import dev.scores.domain.ScoreId;
import dev.scores.domain.ScoreService;
import dev.scores.domain.UserId;
import dev.scores.domain.Visibility;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The attempts of a score, and the caller's activity. Does not implement the generated interface,
 * because the lists are paged as all others are; {@code ContractRoutesTest} compares its routes
 * with the contract. Runs on virtual threads, because the database blocks.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class AttemptsController {

  private static final int DEFAULT_LIMIT = 100;

  private final Attempts attempts;
  private final ScoreService scores;
  private final ScoreAccessRule access;
  private final Clock clock;
  private final ListResponses<Attempt, AttemptCursor> lists;

  AttemptsController(
      Attempts attempts,
      ScoreService scores,
      ScoreAccessRule access,
      Clock clock,
      OpenStreams streams,
      DatabaseLog log) {
    this.attempts = attempts;
    this.scores = scores;
    this.access = access;
    this.clock = clock;
    this.lists =
        new ListResponses<>(
            new JsonEnvelope<>("attempts", AttemptsController::write),
            List.of(),
            new AttemptCursors(),
            Attempts.MAX_PAGE,
            DEFAULT_LIMIT,
            streams,
            Runnable::run, // No list is streamed, because each has a limit.
            log);
  }

  @Get("/scores/{score_id}/attempts")
  @RequiresAccess(ScoreAction.READ_ONE)
  HttpResponse<?> listAttempts(HttpRequest<?> request, @PathVariable("score_id") Long scoreId) {
    ScoreId id = new ScoreId(scoreId);
    Visibility visible = access.visibility();
    return respond(
        request,
        (cursor, limit) ->
            isVisible(id, visible) ? attempts.of(id, cursor, limit) : Optional.empty());
  }

  /** Reads the score only if it matters whose it is. */
  private boolean isVisible(ScoreId id, Visibility visible) {
    return visible instanceof Visibility.Everyone || scores.get(visible, id).isPresent();
  }

  /**
   * A malformed id in {@code /scores/exercise/{exercise_id}} or in {@code
   * /scores/{score_id}/attempts}: the framework cannot choose, because the literal parts of both
   * have the same length, and would fail.
   */
  @Get("/scores/exercise/attempts")
  @RequiresAccess(ScoreAction.READ_ONE)
  HttpResponse<?> malformedId(HttpRequest<?> request) {
    return respond(request, (cursor, limit) -> Optional.empty());
  }

  @Get("/scores/user/exercise/{exercise_id}/attempts")
  @RequiresAccess(ScoreAction.READ_OWN)
  HttpResponse<?> listOwnAttempts(
      HttpRequest<?> request, @PathVariable("exercise_id") Long exerciseId) {
    UserId caller = currentUser();
    Optional<ExerciseId> known = ExerciseId.of(exerciseId);
    return respond(
        request,
        (cursor, limit) -> known.flatMap(exercise -> attempts.of(caller, exercise, cursor, limit)));
  }

  @Get("/scores/user/activity")
  @RequiresAccess(ScoreAction.READ_OWN)
  HttpResponse<ActivityFound> getOwnActivity(HttpRequest<?> request) {
    QueryParameters parameters = new QueryParameters(request);
    Optional<ZoneId> zone =
        parameters.read("zone", "a time zone such as Europe/Berlin", AttemptsController::zone);
    parameters.throwIfInvalid();
    Activity activity =
        Activity.of(
            attempts.activity(currentUser()), zone.orElse(ZoneId.of("UTC")), clock.instant());
    return HttpResponse.ok(new ActivityFound(Success.SUCCESS, toModel(activity)));
  }

  private interface Query {
    Optional<AttemptPage> page(AttemptCursor cursor, int limit);
  }

  private HttpResponse<?> respond(HttpRequest<?> request, Query query) {
    return lists.respond(
        request,
        new QueryParameters(request),
        (cursor, limit) -> {
          AttemptPage page = query.page(cursor, limit).orElseThrow(ScoreErrors::notFound);
          return new ListPage<>(page.attempts(), page.next());
        });
  }

  /** The schema {@code Attempt}. */
  private static void write(JsonGenerator target, Attempt attempt) throws IOException {
    target.writeStartObject();
    target.writeNumberField("number", attempt.number());
    target.writeBooleanField("correct", attempt.correct());
    target.writeStringField("at", Timestamps.text(attempt.at()));
    target.writeEndObject();
  }

  /** A zone of the IANA database, which also excludes offsets such as {@code +01:00}. */
  private static Optional<ZoneId> zone(String name) {
    return Optional.of(name).filter(ZoneId.getAvailableZoneIds()::contains).map(ZoneId::of);
  }

  private static dev.scores.api.model.Activity toModel(Activity activity) {
    return new dev.scores.api.model.Activity(
        activity.zone().getId(),
        activity.days().stream()
            .map(day -> new ActiveDay(day.date(), day.attempts(), day.solved()))
            .toList(),
        (long) activity.currentStreak(),
        (long) activity.longestStreak());
  }
}
