package dev.scores.conformance;

import static dev.scores.conformance.Needs.TOKEN;

import dev.scores.conformance.RuleStop.NotJudged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code GET /scores/changes}: a client that follows the feed sees every change. */
final class ChangeRules {

  private static final int LIMIT = 1000;
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

  private final ServiceUnderTest service;

  ChangeRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(
      of = "/tags/5/description",
      says = "No event is missed, whenever its transaction was committed, and none appears twice.",
      needs = TOKEN)
  void feedContainsChangesSinceTheCursor() {
    CheckedResponse latest = latest();
    ScoreBody added = service.newScore();
    ScoreBody other = service.newScore();
    ScoreBody solved = service.solve(added);
    service.remove("/scores/" + other.id()).has(200);
    CheckedResponse page = latest;
    List<EventBody> events = new ArrayList<>();
    long end = System.nanoTime() + service.settings().feedWait().toNanos();
    while (events.stream().noneMatch(event -> event.id() == other.id() && event.isRemoval())) {
      page = nextPage(page);
      events.addAll(page.events());
      pause(page, end);
    }
    expectEvents(page, events, List.of("added", "updated"), added, solved);
    expectEvents(page, events, List.of("added", "removed"), other);
    page.expect(
        index(events, other.id(), "added") < index(events, added.id(), "updated"),
        Clause.ORDER_OF_CHANGES,
        "%s before %s".formatted(other, solved));
    page.expect(
        events.stream().map(EventBody::sequence).distinct().count() == events.size(),
        "no sequence number twice");
  }

  /**
   * An open transaction of any program on the database server holds back the feed, but the feed
   * shows no later change without the earlier ones. So a rule waits for its last change.
   */
  private void pause(CheckedResponse page, long end) {
    if (page.events().size() == LIMIT) {
      return;
    }
    if (System.nanoTime() >= end) {
      throw new NotJudged(
          "the change feed did not show the last change within %d s, as if an open transaction held it back"
              .formatted(service.settings().feedWait().toSeconds()));
    }
    ServiceUnderTest.sleep(POLL_INTERVAL);
  }

  /** Expects these types of the events of a score, in this order, and these scores after them. */
  private static void expectEvents(
      CheckedResponse page, List<EventBody> events, List<String> types, ScoreBody... scores) {
    List<EventBody> found = events.stream().filter(event -> event.id() == scores[0].id()).toList();
    page.expect(
        found.stream().map(EventBody::type).toList().equals(types),
        "events of score %d: %s".formatted(scores[0].id(), types),
        found.toString());
    for (int n = 0; n < scores.length; n++) {
      EventBody event = found.get(n);
      page.expect(
          event.score().filter(scores[n]::equals).isPresent()
              && event.verdict() == scores[n].correct()
              && event.at().equals(scores[n].updatedAt()),
          "the score and the time of the write, " + scores[n],
          event.toString());
    }
    page.expect(
        found.getFirst().sequence() < found.getLast().sequence(),
        "a later event with a higher sequence number",
        found.toString());
  }

  private static int index(List<EventBody> events, long id, String type) {
    for (int n = 0; n < events.size(); n++) {
      if (events.get(n).id() == id && events.get(n).type().equals(type)) {
        return n;
      }
    }
    return -1;
  }

  @ContractRule(
      of = "listScoreChanges",
      says = "With `after=latest` there are no events, and `next` is the current end of the log.")
  void latestIsTheEndOfTheLog() {
    service.get("/scores/changes?limit=1&after=" + next(latest())).events();
  }

  @ContractRule(
      of = "/tags/5/description",
      says = "With a filter, `limit` counts all events, also those that do not match",
      needs = TOKEN)
  void filtersSelectMatchingEvents() {
    String after = next(latest());
    ScoreBody added = service.newScore();
    ScoreBody other = service.newScore();
    service.remove("/scores/" + added.id()).has(200);
    List<String> filters =
        List.of(
            "exercise_id=" + added.exercise(),
            "exercise_id=%d&correct=false".formatted(added.exercise()));
    service.each(
        filters,
        filter -> {
          CheckedResponse page = nextPage(after, filter);
          List<EventBody> events = new ArrayList<>(page.events());
          long end = System.nanoTime() + service.settings().feedWait().toNanos();
          while (events.stream().noneMatch(EventBody::isRemoval)) {
            pause(page, end);
            page = nextPage(next(page), filter);
            events.addAll(page.events());
          }
          page.expect(
              events.stream().allMatch(event -> event.id() == added.id()),
              "only events of score %d, not of %d".formatted(added.id(), other.id()),
              events.toString());
          page.expect(events.size() == 2, "an addition and a removal", events.toString());
        });
  }

  private CheckedResponse nextPage(String after, String filter) {
    return service.get("/scores/changes?limit=%d&after=%s&%s".formatted(LIMIT, after, filter));
  }

  @ContractRule(of = "listScoreChanges", says = "The maximum number of events.")
  void pageHonoursTheLimit() {
    CheckedResponse page = service.get("/scores/changes?limit=1");
    page.expect(page.events().size() <= 1, "at most one event");
    next(page);
  }

  private CheckedResponse latest() {
    CheckedResponse response = service.get("/scores/changes?after=latest");
    return response.expect(response.events().isEmpty(), Clause.LATEST, "no events");
  }

  private CheckedResponse nextPage(CheckedResponse page) {
    CheckedResponse following =
        service.get("/scores/changes?limit=" + LIMIT + "&after=" + next(page));
    boolean advances = following.events().isEmpty() || !next(following).equals(next(page));
    next(following);
    return following.expect(
        advances, Clause.NEXT_OF_CHANGES, "a cursor that differs from the previous one");
  }

  private static String next(CheckedResponse page) {
    page.expect(!page.next().isEmpty(), Clause.NEXT_OF_CHANGES, "data.next, also on the last page");
    return page.next();
  }
}
