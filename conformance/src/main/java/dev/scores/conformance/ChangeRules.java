package dev.scores.conformance;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code GET /scores/changes}: whoever keeps a copy misses nothing. */
@Rules
@NeedsToken
final class ChangeRules {

  private final Service service;

  ChangeRules(Service service) {
    this.service = service;
  }

  @Test
  void theFeedHoldsWhatWasWrittenSinceItsCursor() {
    String end = lastCursor();
    Score added = service.newScore();
    Score other = service.newScore();
    Answer update =
        service.write("PUT", "/scores/" + added.id(), Service.draft(added.exercise(), true));
    Score updated = update.score(200, "Score was updated!");
    List<Score> changed = new ArrayList<>();
    Answer page = service.get("/scores/changes?after=" + end);
    while (!page.scores().isEmpty()) {
      changed.addAll(page.scores());
      page = service.get("/scores/changes?after=" + next(page));
    }
    page.expect(changed.contains(updated), "changes with " + updated + ", not " + changed);
    page.expect(changed.contains(other), "changes with " + other + ", not " + changed);
    page.expect(
        next(page).equals(next(service.get("/scores/changes?after=" + next(page)))),
        "a cursor that stays at the end");
  }

  @Test
  void aPageIsNoLongerThanItsLimitAndAlwaysHasANext() {
    service.newScore();
    Answer page = service.get("/scores/changes?limit=1");
    page.expect(page.scores().size() == 1, "one score");
    page.expect(!next(page).isEmpty(), "a next");
  }

  /** Of a large table this is many pages of 1000, a second for a hundred thousand scores or so. */
  private String lastCursor() {
    Answer page = service.get("/scores/changes?limit=1000");
    while (!page.scores().isEmpty()) {
      page = service.get("/scores/changes?limit=1000&after=" + next(page));
    }
    return next(page);
  }

  private static String next(Answer page) {
    page.expect(!page.next().isEmpty(), "data.next, which is always there");
    return page.next();
  }
}
