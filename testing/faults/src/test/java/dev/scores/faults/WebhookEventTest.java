package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebhookEventTest {

  private static final WebhookEvent FIRST = new WebhookEvent(1, 1);
  private static final WebhookEvent SECOND = new WebhookEvent(1, 2);
  private static final WebhookEvent OTHER = new WebhookEvent(2, 3);
  private static final List<WebhookEvent> LOG = List.of(FIRST, SECOND, OTHER);

  @Test
  void usersMayOvertakeEachOther() {
    assertEquals(List.of(), WebhookEvent.misplaced(LOG, List.of(OTHER, FIRST, SECOND)));
  }

  @Test
  void eventBeforeItsPredecessorIsMisplaced() {
    assertEquals(
        List.of("the events of user 1 arrived in another order"),
        WebhookEvent.misplaced(LOG, List.of(SECOND, FIRST, OTHER)));
  }

  @Test
  void eventThatWasNotLoggedIsMisplaced() {
    assertEquals(
        List.of("the events of user 2 arrived in another order"),
        WebhookEvent.misplaced(LOG, List.of(FIRST, SECOND, new WebhookEvent(2, 4))));
  }

  @Test
  void eventThatDidNotArriveIsMissing() {
    assertEquals(Set.of(SECOND), WebhookEvent.missing(LOG, List.of(OTHER, FIRST)));
    assertEquals(Set.of(), WebhookEvent.missing(LOG, List.of(OTHER, FIRST, SECOND)));
  }
}
