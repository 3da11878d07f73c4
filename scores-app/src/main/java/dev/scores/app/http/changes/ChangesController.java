package dev.scores.app.http.changes;

import dev.scores.app.access.RequiresAccess;
import dev.scores.app.http.ChangeCursors;
import dev.scores.app.http.FeedPosition;
import dev.scores.app.http.ScoreErrors;
import dev.scores.app.http.ScoreFilters;
import dev.scores.app.http.StandbyAccess;
import dev.scores.app.json.EventWriter;
import dev.scores.app.live.LiveStreams;
import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.FieldError;
import dev.scores.chassis.lists.JsonEnvelope;
import dev.scores.chassis.lists.QueryParameters;
import dev.scores.chassis.lists.WrittenPage;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.ChangePage.CursorExpired;
import dev.scores.domain.Changes;
import dev.scores.domain.ScoreAction;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.Selection;
import dev.scores.domain.StaleReads;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;

/**
 * The change feed, as JSON and as a live stream. Does not implement the generated interface, whose
 * event cannot have both no {@code solved_at} and one that is null; {@code ContractRoutesTest}
 * compares its route with the contract. Runs on virtual threads, because the database blocks.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class ChangesController {

  private static final JsonEnvelope<ScoreEvent> ENVELOPE =
      new JsonEnvelope<>("events", EventWriter::write);

  private final Changes changes;
  private final LiveStreams streams;

  ChangesController(Changes changes, LiveStreams streams) {
    this.changes = changes;
    this.streams = streams;
  }

  @Get("/scores/changes")
  @RequiresAccess(ScoreAction.READ_ALL)
  HttpResponse<?> listScoreChanges(HttpRequest<?> request) {
    QueryParameters parameters = new QueryParameters(request);
    ScoreFilters filters = new ScoreFilters(parameters);
    Selection selection = filters.correct(filters.exercise(filters.user(Selection.all())));
    if (LiveStreams.isPreferred(request, List.of(ENVELOPE.type()))) {
      return streams.respond(request, parameters, selection);
    }
    Optional<FeedPosition> after = parameters.after(FeedPosition::read);
    int limit = parameters.number("limit", Changes.MAX_PAGE).orElse(Changes.MAX_PAGE);
    parameters.throwIfInvalid();
    return switch (after.orElseGet(FeedPosition.After::start)) {
      // The client may read a list next, which a standby may answer.
      case FeedPosition.Latest none -> page(List.of(), StaleReads.allow(changes::latest));
      case FeedPosition.After position ->
          StandbyAccess.of(request).read(() -> since(position.cursor(), limit, selection));
    };
  }

  private HttpResponse<?> since(ChangeCursor cursor, int limit, Selection selection) {
    return switch (changes.since(cursor, limit)) {
      case Changed found ->
          page(
              found.events().stream().filter(event -> selection.matches(event.score())).toList(),
              found.next());
      case CursorExpired none -> throw ScoreErrors.gone();
      case CursorAhead none ->
          throw ApiException.invalidParameters(
              List.of(
                  new FieldError(
                      "after", "is not a cursor of this server; start again without it")));
    };
  }

  private static HttpResponse<?> page(List<ScoreEvent> events, ChangeCursor next) {
    return HttpResponse.ok(
            new WrittenPage<>(ENVELOPE, events, Optional.of(ChangeCursors.text(next))))
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .contentType(ENVELOPE.type());
  }
}
