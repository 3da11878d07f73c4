package dev.scores.domain;

import java.util.List;
import java.util.Objects;

/** The result of {@link Changes#since}. */
public sealed interface ChangePage {

  /**
   * The next changes.
   *
   * @param scores the changed scores as they are now; may be empty; unmodifiable
   * @param next the cursor to continue with; the cursor of the query if there is no change
   */
  record Changed(List<Score> scores, ChangeCursor next) implements ChangePage {

    public Changed {
      scores = List.copyOf(scores);
      Objects.requireNonNull(next, "next");
    }
  }

  /**
   * The cursor is later than any cursor that this store has returned, so it comes from another
   * store, for example from before a dump and restore. The replica has to start again.
   */
  record CursorAhead() implements ChangePage {}
}
