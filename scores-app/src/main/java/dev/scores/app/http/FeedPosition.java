package dev.scores.app.http;

import dev.scores.domain.ChangeCursor;
import java.util.Optional;

/**
 * Where a client of the change feed begins: its parameter {@code after} or, of a live stream, its
 * header {@code Last-Event-ID}.
 */
public sealed interface FeedPosition {

  /** The current end of the log. */
  record Latest() implements FeedPosition {}

  /** The events after the cursor. */
  record After(ChangeCursor cursor) implements FeedPosition {

    /** The oldest event that the service still has. */
    public static After start() {
      return new After(ChangeCursor.start());
    }
  }

  /** Parses the parameter; empty if it is malformed. */
  static Optional<FeedPosition> read(String text) {
    return text.equals("latest")
        ? Optional.of(new Latest())
        : ChangeCursors.read(text).map(After::new);
  }
}
