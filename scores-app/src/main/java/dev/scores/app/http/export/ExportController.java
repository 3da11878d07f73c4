package dev.scores.app.http.export;

import dev.scores.app.access.RequiresAccess;
import dev.scores.app.auth.AuthenticatedCaller;
import dev.scores.app.http.export.ExportCursor.InEvents;
import dev.scores.app.http.export.ExportCursor.InScores;
import dev.scores.app.http.export.ExportPart.BeginOfEvents;
import dev.scores.app.http.export.ExportPart.OfEvent;
import dev.scores.app.http.export.ExportPart.OfScore;
import dev.scores.chassis.database.DatabaseLog;
import dev.scores.chassis.limits.OpenStreams;
import dev.scores.chassis.lists.JsonEnvelope;
import dev.scores.chassis.lists.ListPage;
import dev.scores.chassis.lists.ListResponses;
import dev.scores.chassis.lists.QueryParameters;
import dev.scores.domain.Cursor;
import dev.scores.domain.Page;
import dev.scores.domain.PersonalData;
import dev.scores.domain.ScoreAction;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.ScoreService;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Everything that the service keeps about the caller, {@code exportOwnData} of the contract. Does
 * not implement the generated interface, which would hold all of it in memory.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class ExportController {

  private static final int PAGE = PersonalData.MAX_PAGE;

  private final ScoreService scores;
  private final PersonalData data;
  private final ExportSettings settings;
  private final Clock clock;
  private final ListResponses<ExportPart, ExportCursor> responses;

  ExportController(
      ScoreService scores,
      PersonalData data,
      ExportSettings settings,
      Clock clock,
      OpenStreams streams,
      @Named(TaskExecutors.BLOCKING) ExecutorService executor,
      DatabaseLog log) {
    this.scores = scores;
    this.data = data;
    this.settings = settings;
    this.clock = clock;
    this.responses =
        new ListResponses<>(
            new JsonEnvelope<>("scores", ExportPart::write),
            List.of(),
            ExportCursor.FORMAT,
            PAGE,
            0,
            streams,
            executor,
            log);
  }

  @Get("/scores/user/export")
  @RequiresAccess(ScoreAction.READ_OWN)
  HttpResponse<?> exportOwnData(HttpRequest<?> request) {
    UserId user = AuthenticatedCaller.currentUser();
    return responses.respond(
        request, new QueryParameters(request), (after, limit) -> page(user, after));
  }

  private ListPage<ExportPart, ExportCursor> page(UserId user, ExportCursor after) {
    return switch (after) {
      case InScores in -> scores(user, in.cursor());
      case InEvents in -> events(user, in.last());
    };
  }

  private ListPage<ExportPart, ExportCursor> scores(UserId user, Cursor after) {
    Page page = scores.list(Selection.all().ofUser(user), after, PAGE);
    List<ExportPart> parts = new ArrayList<>();
    page.scores().forEach(score -> parts.add(new OfScore(score)));
    Optional<ExportCursor> next = page.next().map(InScores::new);
    if (next.isPresent()) {
      return new ListPage<>(parts, next);
    }
    parts.add(new BeginOfEvents(user, keptSince()));
    return new ListPage<>(parts, Optional.of(new InEvents(Optional.empty())));
  }

  private ListPage<ExportPart, ExportCursor> events(UserId user, Optional<ScoreEvent> last) {
    List<ScoreEvent> events = data.events(user, last, PAGE);
    Optional<ExportCursor> next =
        events.size() < PAGE
            ? Optional.empty()
            : Optional.of(new InEvents(Optional.of(events.getLast())));
    return new ListPage<>(events.stream().<ExportPart>map(OfEvent::new).toList(), next);
  }

  /** Whole months are dropped. */
  private Optional<Instant> keptSince() {
    return Optional.ofNullable(settings.retention())
        .map(
            retention ->
                ZonedDateTime.ofInstant(clock.instant().minus(retention), ZoneOffset.UTC)
                    .withDayOfMonth(1)
                    .truncatedTo(ChronoUnit.DAYS)
                    .toInstant());
  }
}
