package dev.scores.domain;

import java.util.List;
import java.util.Objects;

/** The result of {@link Changes#since}. */
public sealed interface ChangePage {

  /**
   * The next events.
   *
   * @param events in the order of the log; may be empty; unmodifiable
   * @param next the cursor to continue with; the cursor of the query if there is no event
   */
  record Changed(List<ScoreEvent> events, ChangeCursor next) implements ChangePage {

    public Changed {
      events = List.copyOf(events);
      Objects.requireNonNull(next, "next");
    }
  }

  /**
   * The cursor is later than any cursor that this store has returned, so it comes from another
   * store, for example from before a dump and restore. The replica has to start again.
   */
  record CursorAhead() implements ChangePage {}

  /**
   * The store has dropped events after the cursor. The replica has to start again, from {@link
   * Changes#latest}.
   */
  record CursorExpired() implements ChangePage {}
}
