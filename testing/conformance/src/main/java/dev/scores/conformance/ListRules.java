package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.INVALID_PARAMETER;
import static dev.scores.conformance.Needs.TOKEN;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.scores.conformance.ServiceUnderTest.StreamedResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Lists: order, pages and filters. */
final class ListRules {

  private static final int ADDED = 5;

  /** Long enough for a list of millions of scores; ends a list that never ends. */
  private static final Duration STREAM_LIMIT = Duration.ofMinutes(10);

  private final ServiceUnderTest service;

  ListRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(
      of = "/components/schemas/ScorePage/description",
      says = "with `updated_since` by ascending `updated_at`, then `id`",
      needs = TOKEN)
  void listsSinceATimeAreOrderedByTime() {
    List<ScoreBody> added = add();
    service.each(
        listsSince(added),
        list -> {
          CheckedResponse response = service.read(list);
          expectOrderedByTimeWithAllAdded(response, response.scores(), added);
        });
  }

  @ContractRule(
      of = "/components/schemas/ScorePage/properties/next/description",
      says = "The `after` of the next page.",
      needs = TOKEN)
  void pagesTogetherAreTheWholeList() {
    List<ScoreBody> added = add();
    service.each(
        listsSince(added),
        list -> {
          List<ScoreBody> gathered = new ArrayList<>();
          CheckedResponse page = service.read(list + "&limit=2");
          while (true) {
            gathered.addAll(page.scores());
            page.expect(page.scores().size() <= 2, "at most 2 scores");
            if (page.next().isEmpty()) {
              break;
            }
            page.expect(gathered.size() <= 1000, "a last page");
            page = service.read(list + "&limit=2&after=" + page.next());
          }
          expectOrderedByTimeWithAllAdded(page, gathered, added);
        });
  }

  @ContractRule(
      of = "/components/schemas/ScorePage/properties/next/description",
      says = "Absent from the last page and from a list that is streamed in full.",
      needs = TOKEN)
  void fullLastPageHasNoNext() {
    ScoreBody only = service.newScore();
    String exercise = "exercise_id=" + only.exercise();
    service.each(
        List.of(
            "/scores?" + exercise,
            "/scores/user?" + exercise,
            "/scores/exercise/" + only.exercise() + "?correct=false",
            "/scores?" + exercise + "&updated_since=" + only.updatedAt()),
        list -> {
          CheckedResponse page = service.read(list + "&limit=1");
          page.expect(page.scores().equals(List.of(only)), "only " + only);
          page.expect(
              !page.tree().path("data").has("next"),
              "no data.next, because this page has the last score");
        });
  }

  @ContractRule(
      of = "/components/headers/Link/description",
      says = "Absent from the last page and from a list that is streamed in full.",
      needs = TOKEN)
  void lastPageHasNoLink() {
    ScoreBody only = service.newScore();
    service.read("/scores/user?limit=1&exercise_id=" + only.exercise()).has(200).has("Link", "");
  }

  @ContractRule(
      of = "/components/headers/Link/description",
      says = "The path of the next page (RFC 8288).",
      needs = TOKEN)
  void linkLeadsToTheNextPage() {
    List<ScoreBody> added = add();
    service.each(
        listsSince(added),
        list -> {
          CheckedResponse first = service.read(list + "&limit=1&correct=false");
          String link = first.header("Link");
          first.expect(
              link.matches("<[^>]*/scores[^>]*after=[^>]*>; *rel=\"?next\"?"),
              "a Link to the next page",
              "Link: " + link);
          String path = link.substring(link.indexOf("/scores"), link.indexOf('>'));
          CheckedResponse second = service.read(path);
          second.expect(second.scores().equals(added.subList(1, 2)), added.get(1).toString());
        });
  }

  @ContractRule(
      of = "/components/parameters/After/description",
      says = "Lists with and without `updated_since` have different cursors",
      needs = TOKEN)
  void cursorOfTheOtherOrderReturns400() {
    String since = "/scores/user?limit=1&updated_since=" + add().getFirst().updatedAt();
    String byId = "/scores/user?limit=1";
    String cursorByTime = service.read(since).next();
    String cursorById = service.read(byId).next();
    service.read(byId + "&after=" + cursorByTime).isError(INVALID_PARAMETER);
    service.read(since + "&after=" + cursorById).isError(INVALID_PARAMETER);
  }

  /** Streams the list, which can be larger than the memory, or its pages if there is a default. */
  @ContractRule(
      of = "listScores",
      says = "Returns the scores of all users by ascending `id`.",
      needs = TOKEN)
  void allScoresAreListedById() {
    List<Long> missing = new ArrayList<>(add().stream().map(ScoreBody::id).toList());
    AtomicLong last = new AtomicLong();
    String after = "";
    do {
      String path = after.isEmpty() ? "/scores" : "/scores?after=" + after;
      StreamedResponse list = service.stream(path, STREAM_LIMIT);
      after =
          readIds(
              list,
              id -> {
                list.response().expect(id > last.get(), "ascending ids", id + " after " + last);
                last.set(id);
                missing.remove(id);
              });
      list.response()
          .expect(
              missing.isEmpty() || !after.isEmpty(),
              "all scores",
              "a list without the ids " + missing);
    } while (!after.isEmpty());
  }

  @ContractRule(
      of = "/components/parameters/CorrectFilter/description",
      says = "Only correct scores (`true`), or only incorrect ones (`false`).",
      needs = TOKEN)
  void filtersSelectMatchingScores() {
    ScoreBody solved = service.solve(service.newScore());
    String mine = "user_id=" + solved.user();
    String exercise = "exercise_id=" + solved.exercise();
    String since = "updated_since=" + solved.updatedAt();
    service.each(
        List.of(
            "/scores?" + mine + "&" + exercise,
            "/scores?" + exercise + "&correct=true",
            "/scores?" + mine + "&" + exercise + "&correct=true&" + since,
            "/scores/user?" + exercise,
            "/scores/user?" + exercise + "&correct=true&" + since,
            "/scores/exercise/" + solved.exercise(),
            "/scores/exercise/" + solved.exercise() + "?" + mine + "&correct=true&" + since),
        list -> {
          CheckedResponse response = service.read(list);
          response.expect(response.scores().equals(List.of(solved)), "only " + solved);
        });
    String later = "updated_since=" + solved.updatedAt().plusNanos(1000);
    service.each(
        List.of(
            "/scores?" + exercise + "&correct=false",
            "/scores?" + exercise + "&user_id=" + (solved.user() == 1 ? 2 : 1),
            "/scores?" + exercise + "&" + later,
            "/scores/user?" + exercise + "&correct=false",
            "/scores/user?" + exercise + "&" + later,
            "/scores/exercise/" + solved.exercise() + "?correct=false",
            "/scores/exercise/" + solved.exercise() + "?" + later,
            "/scores/exercise/" + service.newExercise()),
        list -> service.read(list).is(200, "{\"status\":\"success\",\"data\":{\"scores\":[]}}"));
  }

  /** Returns the cursor of the next page, or an empty text. */
  private static String readIds(StreamedResponse list, Consumer<Long> action) {
    String next = "";
    try (JsonParser json = new JsonMapper().createParser(list.body())) {
      while (json.nextToken() != null) {
        boolean isName = json.currentToken() == JsonToken.FIELD_NAME;
        if (isName && json.currentName().equals("id")) {
          action.accept(json.nextLongValue(0));
        } else if (isName && json.currentName().equals("next")) {
          next = String.valueOf(json.nextTextValue());
        }
      }
    } catch (IOException brokenOff) {
      list.response().expect(false, "JSON to the end of the list", brokenOff.toString());
    }
    return next;
  }

  /** Adds five scores that are later than all others of the caller. */
  private List<ScoreBody> add() {
    service.waitForClock();
    return Stream.generate(service::newScore).limit(ADDED).toList();
  }

  /** Paths whose lists contain these scores of the caller. */
  private static List<String> listsSince(List<ScoreBody> added) {
    String since = "updated_since=" + added.getFirst().updatedAt();
    return List.of(
        "/scores/user?" + since, "/scores?user_id=" + added.getFirst().user() + "&" + since);
  }

  private static void expectOrderedByTimeWithAllAdded(
      CheckedResponse last, List<ScoreBody> scores, List<ScoreBody> added) {
    last.expect(
        scores.equals(
            scores.stream()
                .sorted(Comparator.comparing(ScoreBody::updatedAt).thenComparingLong(ScoreBody::id))
                .toList()),
        "scores by updated_at, then id, ascending");
    last.expect(
        scores.stream().map(ScoreBody::id).distinct().count() == scores.size(), "each score once");
    last.expect(scores.containsAll(added), "all added scores: " + added);
  }
}
