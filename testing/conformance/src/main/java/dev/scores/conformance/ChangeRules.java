package dev.scores.conformance;

import static dev.scores.conformance.Needs.TOKEN;

import dev.scores.conformance.RuleStop.NotJudged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code GET /scores/changes}: a client that follows the feed sees every write. */
final class ChangeRules {

  private static final int LIMIT = 1000;
  private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

  private final ServiceUnderTest service;

  ChangeRules(ServiceUnderTest service) {
    this.service = service;
  }

  /**
   * An open transaction of any program on the database server holds back the feed, but the feed
   * shows no later write without the earlier ones. So the rule waits for its last write.
   */
  @ContractRule(
      of = "/tags/4/description",
      says = "No change is missed, whenever it was committed; a score may appear more than once.",
      needs = TOKEN)
  void feedContainsWritesSinceTheCursor() {
    CheckedResponse page = lastPage();
    ScoreBody added = service.newScore();
    ScoreBody other = service.newScore();
    ScoreBody updated = service.solve(added);
    List<ScoreBody> changed = new ArrayList<>();
    long end = System.nanoTime() + service.settings().feedWait().toNanos();
    while (!changed.contains(updated)) {
      page = nextPage(page);
      changed.addAll(page.scores());
      if (page.scores().size() < LIMIT) {
        if (System.nanoTime() >= end) {
          throw new NotJudged(
              "the change feed did not show the last write within %d s, as if an open transaction held it back"
                  .formatted(service.settings().feedWait().toSeconds()));
        }
        ServiceUnderTest.sleep(POLL_INTERVAL);
      }
    }
    page.expect(
        changed.contains(other),
        "also the earlier write " + other,
        "the later write, but not the earlier one");
    page.expect(
        changed.indexOf(other) < changed.lastIndexOf(updated),
        Clause.ORDER_OF_CHANGES,
        "%s before %s".formatted(other, updated));
  }

  @ContractRule(
      of = "/paths/~1scores~1changes/get/parameters/1/description",
      says = "The maximum number of scores.")
  void pageHonoursTheLimit() {
    CheckedResponse page = service.get("/scores/changes?limit=1");
    page.expect(page.scores().size() <= 1, "at most one score");
    next(page);
  }

  /** Reads the feed to its end, and what is then after it. */
  private CheckedResponse lastPage() {
    CheckedResponse page = service.get("/scores/changes?limit=" + LIMIT);
    while (page.scores().size() == LIMIT) {
      page = nextPage(page);
    }
    return nextPage(page);
  }

  private CheckedResponse nextPage(CheckedResponse page) {
    CheckedResponse following =
        service.get("/scores/changes?limit=" + LIMIT + "&after=" + next(page));
    boolean advances = following.scores().isEmpty() || !next(following).equals(next(page));
    next(following);
    return following.expect(
        advances, Clause.NEXT_OF_CHANGES, "a cursor that differs from the previous one");
  }

  private static String next(CheckedResponse page) {
    page.expect(!page.next().isEmpty(), Clause.NEXT_OF_CHANGES, "data.next, also on the last page");
    return page.next();
  }
}
