package dev.scores.domain;

import java.util.List;
import java.util.Objects;

/** What a question for changes came to. */
public sealed interface ChangePage {

  /**
   * What changed.
   *
   * @param scores each as it is now; perhaps none; unmodifiable
   * @param next where to go on; the cursor that was asked with where nothing is new
   */
  record Changed(List<Score> scores, ChangeCursor next) implements ChangePage {

    public Changed {
      scores = List.copyOf(scores);
      Objects.requireNonNull(next, "next");
    }
  }

  /**
   * The cursor is ahead of everything that the storage can have told yet: it comes from another
   * one, say from before a dump and restore. The copy must start anew.
   */
  record CursorAhead() implements ChangePage {}
}
