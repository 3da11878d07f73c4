package dev.scores.app.http.lists;

import dev.scores.app.auth.AuthenticatedCaller;
import dev.scores.chassis.http.HeadRequests;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Page;
import dev.scores.domain.ScoreKeeping;
import dev.scores.domain.Selection;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The three lists. Written by hand, unlike the other routes: the generated interface would have the
 * whole list in memory. A test holds it against the contract.
 *
 * <p>The first page is read before the status goes out, so a list that cannot be had is refused
 * like anything else; later a connection that breaks off tells that the list is not whole.
 */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class ListsController {

  private final ScoreKeeping scores;
  private final OptionalInt defaultLimit;

  /**
   * @param defaultLimit the limit of a request that names none; 0 for no limit
   */
  ListsController(ScoreKeeping scores, @Value("${lists.default-limit}") int defaultLimit) {
    this.scores = scores;
    this.defaultLimit = defaultLimit == 0 ? OptionalInt.empty() : OptionalInt.of(defaultLimit);
  }

  @Get("/scores")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> listScores(HttpRequest<?> request) {
    ListParameters parameters = new ListParameters(request.getParameters());
    Selection selection = parameters.exercise(parameters.user(Selection.all()));
    return answer(request, parameters, Optional.of(selection));
  }

  @Get("/scores/user")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  HttpResponse<?> listOwnScores(HttpRequest<?> request) {
    ListParameters parameters = new ListParameters(request.getParameters());
    Selection selection =
        parameters.exercise(Selection.all().ofUser(AuthenticatedCaller.current()));
    return answer(request, parameters, Optional.of(selection));
  }

  @Get("/scores/exercise/{exercise_id}")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> listExerciseScores(
      HttpRequest<?> request, @PathVariable("exercise_id") Long exerciseId) {
    ListParameters parameters = new ListParameters(request.getParameters());
    Selection selection = parameters.user(Selection.all());
    return answer(request, parameters, ExerciseId.of(exerciseId).map(selection::ofExercise));
  }

  /**
   * @param narrowed none where no score can be meant
   */
  private HttpResponse<?> answer(
      HttpRequest<?> request, ListParameters parameters, Optional<Selection> narrowed) {
    Optional<Selection> selection = narrowed.map(parameters::correct).map(parameters::updatedSince);
    Cursor cursor = parameters.after(request.getPath());
    OptionalInt limit = parameters.limit(defaultLimit);
    parameters.refuseWhatIsWrong();
    return selection
        .map(
            selected ->
                limit.isPresent()
                    ? page(request, parameters, scores.list(selected, cursor, limit.getAsInt()))
                    : whole(request, parameters, selected, cursor))
        .orElseGet(() -> page(request, parameters, new Page(List.of(), Optional.empty())));
  }

  private static MutableHttpResponse<?> page(
      HttpRequest<?> request, ListParameters parameters, Page page) {
    Optional<String> next = page.next().map(cursor -> CursorText.of(cursor, request.getPath()));
    ScoreListJson json = new ScoreListJson();
    json.write(page.scores());
    json.end(next);
    MutableHttpResponse<?> answer = HttpResponse.ok(json.drain());
    next.ifPresent(
        after ->
            answer.header(
                HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(parameters.link(request, after))));
    return answer;
  }

  private MutableHttpResponse<?> whole(
      HttpRequest<?> request, ListParameters parameters, Selection selection, Cursor cursor) {
    Page first = scores.list(selection, cursor, ScoreKeeping.MAX_PAGE);
    if (first.next().isEmpty()) {
      return page(request, parameters, first);
    }
    Page sent = HeadRequests.is(request) ? new Page(first.scores(), Optional.empty()) : first;
    return HttpResponse.ok(
        new ScoreListStream(sent, next -> scores.list(selection, next, ScoreKeeping.MAX_PAGE)));
  }
}
