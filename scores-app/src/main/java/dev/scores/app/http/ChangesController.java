package dev.scores.app.http;

import dev.scores.app.json.EventWriter;
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
import dev.scores.domain.ScoreEvent;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.Optional;

/**
 * The change feed. Does not implement the generated interface, whose event cannot have both no
 * {@code solved_at} and one that is null; {@code ContractRoutesTest} compares its route with the
 * contract. Runs on virtual threads, because the database blocks.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class ChangesController {

  private static final JsonEnvelope<ScoreEvent> ENVELOPE =
      new JsonEnvelope<>("events", EventWriter::write);

  private final Changes changes;

  ChangesController(Changes changes) {
    this.changes = changes;
  }

  @Get("/scores/changes")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> listScoreChanges(HttpRequest<?> request) {
    QueryParameters parameters = new QueryParameters(request);
    Optional<FeedPosition> after = parameters.after(FeedPosition::read);
    int limit = parameters.number("limit", Changes.MAX_PAGE).orElse(Changes.MAX_PAGE);
    parameters.throwIfInvalid();
    return switch (after.orElseGet(FeedPosition.After::start)) {
      case FeedPosition.Latest none -> page(List.of(), changes.latest());
      case FeedPosition.After position -> since(position.cursor(), limit);
    };
  }

  private HttpResponse<?> since(ChangeCursor cursor, int limit) {
    return switch (changes.since(cursor, limit)) {
      case Changed found -> page(found.events(), found.next());
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
        .contentType(ENVELOPE.type());
  }
}
