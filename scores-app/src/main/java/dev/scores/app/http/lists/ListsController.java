package dev.scores.app.http.lists;

import dev.scores.app.access.RequiresAccess;
import dev.scores.app.auth.AuthenticatedCaller;
import dev.scores.app.http.ScoreFilters;
import dev.scores.app.http.StandbyAccess;
import dev.scores.app.json.ScoreItemWriter;
import dev.scores.app.live.LiveStreams;
import dev.scores.chassis.database.DatabaseLog;
import dev.scores.chassis.limits.OpenStreams;
import dev.scores.chassis.lists.Csv;
import dev.scores.chassis.lists.JsonEnvelope;
import dev.scores.chassis.lists.JsonLines;
import dev.scores.chassis.lists.ListPage;
import dev.scores.chassis.lists.ListResponses;
import dev.scores.chassis.lists.QueryParameters;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Page;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreAction;
import dev.scores.domain.ScoreService;
import dev.scores.domain.Selection;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The three lists, which are also exports. Does not implement the generated interface, which would
 * hold the whole list in memory; {@code ContractRoutesTest} compares its routes with the contract.
 *
 * <p>Long lists run on {@link ListThreads}. The caller's own list runs on virtual threads, where
 * simultaneous requests share its statement (docs/adr/0023).
 */
@Controller
final class ListsController {

  private final ScoreService scores;
  private final ListThreads threads;
  private final LiveStreams live;
  private final ListResponses<Score, Cursor> byId;
  private final ListResponses<Score, Cursor> byTime;

  ListsController(
      ScoreService scores,
      ListThreads threads,
      LiveStreams live,
      OpenStreams streams,
      DatabaseLog log,
      ListSettings settings) {
    this.scores = scores;
    this.threads = threads;
    this.live = live;
    this.byId = responses(ScoreCursors.BY_ID, settings.defaultLimit(), streams, threads, log);
    this.byTime = responses(ScoreCursors.BY_TIME, settings.defaultLimit(), streams, threads, log);
  }

  private static ListResponses<Score, Cursor> responses(
      ScoreCursors cursors,
      int defaultLimit,
      OpenStreams streams,
      ListThreads threads,
      DatabaseLog log) {
    return new ListResponses<>(
        new JsonEnvelope<>("scores", ScoreItemWriter::write),
        List.of(
            new Csv<>(ScoreItemWriter.MEMBERS, ScoreItemWriter::write),
            new JsonLines<>(ScoreItemWriter::write)),
        cursors,
        ScoreService.MAX_PAGE,
        defaultLimit,
        streams,
        threads::execute,
        log);
  }

  @Get("/scores")
  @RequiresAccess(ScoreAction.READ_ALL)
  CompletionStage<HttpResponse<?>> listScores(HttpRequest<?> request) {
    QueryParameters parameters = new QueryParameters(request);
    ScoreFilters filters = new ScoreFilters(parameters);
    Selection selection = filters.correct(filters.exercise(filters.user(Selection.all())));
    return threads.call(() -> respond(request, parameters, filters.updatedSince(selection)));
  }

  @Get("/scores/user")
  @ExecuteOn(TaskExecutors.BLOCKING)
  @RequiresAccess(ScoreAction.READ_OWN)
  HttpResponse<?> listOwnScores(HttpRequest<?> request) {
    QueryParameters parameters = new QueryParameters(request);
    ScoreFilters filters = new ScoreFilters(parameters);
    Selection own = Selection.all().ofUser(AuthenticatedCaller.currentUser());
    Selection selection = filters.correct(filters.exercise(own));
    return isLive(request)
        ? live.respond(request, parameters, selection)
        : respond(request, parameters, filters.updatedSince(selection), new StandbyAccess.None());
  }

  @Get("/scores/exercise/{exercise_id}")
  @RequiresAccess(ScoreAction.READ_ALL)
  CompletionStage<HttpResponse<?>> listExerciseScores(
      HttpRequest<?> request, @PathVariable("exercise_id") Long exerciseId) {
    QueryParameters parameters = new QueryParameters(request);
    ScoreFilters filters = new ScoreFilters(parameters);
    Selection selection = filters.correct(filters.user(Selection.all()));
    Optional<ExerciseId> exercise = ExerciseId.of(exerciseId);
    return threads.call(
        () ->
            isLive(request)
                ? exercise
                    .<HttpResponse<?>>map(
                        known -> live.respond(request, parameters, selection.ofExercise(known)))
                    .orElseGet(() -> live.respondWithoutEvents(request, parameters))
                : respond(request, parameters, filters.updatedSince(selection), exercise));
  }

  private boolean isLive(HttpRequest<?> request) {
    return LiveStreams.isPreferred(request, byId.types());
  }

  private HttpResponse<?> respond(
      HttpRequest<?> request,
      QueryParameters parameters,
      Selection selection,
      Optional<ExerciseId> exercise) {
    return exercise
        .<HttpResponse<?>>map(known -> respond(request, parameters, selection.ofExercise(known)))
        .orElseGet(
            () ->
                responses(selection)
                    .respond(request, parameters, (after, limit) -> ListPage.empty()));
  }

  /**
   * A standby may answer, but not for a list by time: a page of an earlier state could leave out a
   * score that the page before did not show yet.
   */
  private HttpResponse<?> respond(
      HttpRequest<?> request, QueryParameters parameters, Selection selection) {
    return respond(
        request,
        parameters,
        selection,
        selection.isByTime() ? new StandbyAccess.None() : StandbyAccess.of(request));
  }

  private HttpResponse<?> respond(
      HttpRequest<?> request,
      QueryParameters parameters,
      Selection selection,
      StandbyAccess access) {
    return responses(selection)
        .respond(
            request,
            parameters,
            (after, limit) -> {
              Page page = access.read(() -> scores.list(selection, after, limit));
              return new ListPage<>(page.scores(), page.next());
            });
  }

  private ListResponses<Score, Cursor> responses(Selection selection) {
    return selection.isByTime() ? byTime : byId;
  }
}
