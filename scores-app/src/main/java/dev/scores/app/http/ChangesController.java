package dev.scores.app.http;

import dev.scores.api.ChangesApi;
import dev.scores.api.model.ScoreChanges;
import dev.scores.api.model.ScoreChangesFound;
import dev.scores.api.model.Success;
import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.FieldError;
import dev.scores.chassis.lists.QueryParameters;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.Changes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The change feed. Runs on virtual threads, because the database blocks. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class ChangesController implements ChangesApi {

  private final Changes changes;

  ChangesController(Changes changes) {
    this.changes = changes;
  }

  /** Parses the parameters itself: the framework coerces malformed values. */
  @Override
  public HttpResponse<ScoreChangesFound> listScoreChanges(
      @Nullable String after, @Nullable Long limit) {
    QueryParameters parameters =
        new QueryParameters(ServerRequestContext.currentRequest().orElseThrow());
    ChangeCursor cursor = parameters.after(ChangeCursors::read).orElse(ChangeCursor.start());
    int pageSize = parameters.number("limit", Changes.MAX_PAGE).orElse(Changes.MAX_PAGE);
    parameters.throwIfInvalid();
    return switch (changes.since(cursor, pageSize)) {
      case Changed found ->
          HttpResponse.ok(
              new ScoreChangesFound(
                  Success.SUCCESS,
                  new ScoreChanges(
                      found.scores().stream().map(ScoreMapper::score).toList(),
                      ChangeCursors.text(found.next()))));
      case CursorAhead ahead ->
          throw ApiException.invalidParameters(
              List.of(
                  new FieldError(
                      "after", "is not a cursor of this server; start again without it")));
    };
  }
}
