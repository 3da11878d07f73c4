package dev.scores.app.http;

import dev.scores.api.ChangesApi;
import dev.scores.api.model.ScoreChanges;
import dev.scores.api.model.ScoreChangesFound;
import dev.scores.api.model.Success;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.Changes;
import dev.scores.domain.ChangesFound.Changed;
import dev.scores.domain.ChangesFound.CursorAhead;
import io.micronaut.http.annotation.Controller;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** Changes over HTTP, as the contract says. On virtual threads: the database blocks. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class ChangesController implements ChangesApi {

  private final Changes changes;

  ChangesController(Changes changes) {
    this.changes = changes;
  }

  @Override
  public ScoreChangesFound listScoreChanges(@Nullable String after, @Nullable Integer limit) {
    ChangeCursor cursor = ReportParameters.after();
    int most = ReportParameters.limit(Changes.MAX_PAGE, Changes.MAX_PAGE);
    return switch (changes.since(cursor, most)) {
      case Changed found ->
          new ScoreChangesFound(
              Success.SUCCESS,
              new ScoreChanges(
                  found.scores().stream().map(Wire::score).toList(),
                  ReportParameters.text(found.next())));
      case CursorAhead ahead -> throw ReportParameters.cursorAhead();
    };
  }
}
