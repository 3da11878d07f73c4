package dev.scores.conformance;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Lists: order, pages and filters. The caller adds five scores and expects them in the lists. */
@Rules
@NeedsToken
final class ListRules {

  private static final int ADDED = 5;

  private final ServiceUnderTest service;
  private final List<ScoreBody> added;

  ListRules(ServiceUnderTest service) {
    this.service = service;
    this.added = Stream.generate(service::newScore).limit(ADDED).toList();
  }

  /** Paths whose lists contain the five scores, possibly with later scores of the caller. */
  List<String> lists() {
    String since = "updated_since=" + added.getFirst().updatedAt();
    return List.of(
        "/scores/user?" + since, "/scores?user_id=" + added.getFirst().user() + "&" + since);
  }

  @Test
  void listsAreOrderedByUpdateTime() {
    for (String list : lists()) {
      expectOrderedByTimeWithAllAdded(service.read(list), service.read(list).scores());
    }
  }

  @Test
  void pagesTogetherAreTheWholeList() {
    for (String list : lists()) {
      List<ScoreBody> gathered = new ArrayList<>();
      CheckedResponse page = service.read(list + "&limit=2");
      while (true) {
        List<ScoreBody> scores = page.scores();
        gathered.addAll(scores);
        String link = page.header("Link");
        if (page.next().isEmpty()) {
          page.has("Link", "");
          break;
        }
        page.expect(scores.size() == 2, "a full page before the last");
        page.expect(gathered.size() <= 1000, "a last page");
        page.expect(
            link.matches("<[^>]*after=[^>]*>; *rel=\"?next\"?"),
            "a Link to the next page, not " + link);
        page = service.read(list + "&limit=2&after=" + page.next());
      }
      expectOrderedByTimeWithAllAdded(page, gathered);
    }
  }

  @Test
  void nextLinkKeepsTheFilters() {
    for (String list : lists()) {
      CheckedResponse first = service.read(list + "&limit=1&correct=false");
      String link = first.header("Link");
      first.expect(link.contains("/scores") && link.contains(">"), "a Link to the next page");
      String path = link.substring(link.indexOf("/scores"), link.indexOf('>'));
      CheckedResponse second = service.read(path);
      second.expect(second.scores().equals(added.subList(1, 2)), added.get(1).toString());
    }
  }

  /** Streams the list, which can be larger than the memory. */
  @Test
  void unfilteredListIsOrderedById() throws IOException {
    List<Long> missing = new ArrayList<>(added.stream().map(ScoreBody::id).toList());
    long last = 0;
    try (JsonParser list = new JsonMapper().createParser(service.stream("/scores"))) {
      while (list.nextToken() != null) {
        if (list.currentToken() == JsonToken.FIELD_NAME && list.currentName().equals("id")) {
          long id = list.nextLongValue(0);
          if (id <= last) {
            fail("GET /scores: expected ascending ids, was " + id + " after " + last);
          }
          last = id;
          missing.remove(Long.valueOf(id));
        }
      }
    } catch (JsonProcessingException notJson) {
      fail("GET /scores: expected JSON, was " + notJson.getOriginalMessage());
    }
    if (!missing.isEmpty()) {
      fail("GET /scores: expected all scores, was a list without the ids " + missing);
    }
  }

  @Test
  void filtersSelectMatchingScores() {
    ScoreBody unsolved = service.newScore();
    CheckedResponse update =
        service.write(
            "PUT", "/scores/" + unsolved.id(), ServiceUnderTest.draft(unsolved.exercise(), true));
    ScoreBody solved = update.score(200, "Score was updated!");
    String mine = "user_id=" + solved.user();
    String exercise = "exercise_id=" + solved.exercise();
    String since = "updated_since=" + solved.updatedAt();
    for (String list :
        List.of(
            "/scores?" + mine + "&" + exercise,
            "/scores?" + exercise + "&correct=true",
            "/scores?" + mine + "&correct=true&" + since,
            "/scores?" + since + "&" + exercise + "&unknown=%00&x",
            "/scores/user?" + exercise,
            "/scores/user?correct=true&" + since,
            "/scores/exercise/" + solved.exercise(),
            "/scores/exercise/" + solved.exercise() + "?" + mine + "&correct=true&" + since)) {
      CheckedResponse response = service.read(list);
      response.expect(response.scores().equals(List.of(solved)), "only " + solved);
    }
    String later = "updated_since=" + solved.updatedAt().plusNanos(1000);
    for (String list :
        List.of(
            "/scores?" + exercise + "&correct=false",
            "/scores?" + exercise + "&user_id=" + (solved.user() == 1 ? 2 : 1),
            "/scores?" + exercise + "&" + later,
            "/scores/user?" + exercise + "&correct=false",
            "/scores/user?" + exercise + "&" + later,
            "/scores/exercise/" + solved.exercise() + "?correct=false",
            "/scores/exercise/" + solved.exercise() + "?" + later,
            "/scores/exercise/" + service.newExercise())) {
      service.read(list).is(200, "{\"status\":\"success\",\"data\":{\"scores\":[]}}");
    }
  }

  private void expectOrderedByTimeWithAllAdded(CheckedResponse last, List<ScoreBody> scores) {
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
