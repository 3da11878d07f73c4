package dev.scores.app.live;

import dev.scores.domain.ScoreEvent;
import dev.scores.domain.Selection;
import java.util.function.Predicate;

/** Which events a stream gets. */
record EventFilter(Predicate<ScoreEvent> events, boolean matchesAll) {

  static final EventFilter NONE = new EventFilter(event -> false, false);

  /** Events whose score is selected as it is after the event or, if it was removed, as it was. */
  static EventFilter of(Selection selection) {
    return new EventFilter(
        event -> selection.matches(event.score()), selection.equals(Selection.all()));
  }

  boolean matches(ScoreEvent event) {
    return events.test(event);
  }
}
