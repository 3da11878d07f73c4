package dev.scores.conformance;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code GET /scores/changes}: a client that follows the feed sees every write. */
@Rules
@NeedsToken
final class ChangeRules {

  private final ServiceUnderTest service;

  ChangeRules(ServiceUnderTest service) {
    this.service = service;
  }

  @Test
  void feedContainsWritesSinceTheCursor() {
    String end = lastCursor();
    ScoreBody added = service.newScore();
    ScoreBody other = service.newScore();
    CheckedResponse update =
        service.write(
            "PUT", "/scores/" + added.id(), ServiceUnderTest.draft(added.exercise(), true));
    ScoreBody updated = update.score(200, "Score was updated!");
    List<ScoreBody> changed = new ArrayList<>();
    CheckedResponse page = service.get("/scores/changes?after=" + end);
    while (!page.scores().isEmpty()) {
      changed.addAll(page.scores());
      page = nextPage(page);
    }
    page.expect(changed.contains(updated), "changes with " + updated + ", not " + changed);
    page.expect(changed.contains(other), "changes with " + other + ", not " + changed);
  }

  @Test
  void pageHonoursTheLimitAndHasANextCursor() {
    service.newScore();
    CheckedResponse page = service.get("/scores/changes?limit=1");
    page.expect(page.scores().size() == 1, "one score");
    page.expect(!next(page).isEmpty(), "data.next");
  }

  /** Reads the whole feed. */
  private String lastCursor() {
    CheckedResponse page = service.get("/scores/changes?limit=1000");
    while (!page.scores().isEmpty()) {
      page = nextPage(page);
    }
    return next(page);
  }

  private CheckedResponse nextPage(CheckedResponse page) {
    CheckedResponse following = service.get("/scores/changes?limit=1000&after=" + next(page));
    boolean advances = following.scores().isEmpty() || !next(following).equals(next(page));
    return following.expect(advances, "a page that differs from the previous one");
  }

  private static String next(CheckedResponse page) {
    page.expect(!page.next().isEmpty(), "data.next, also on the last page");
    return page.next();
  }
}
