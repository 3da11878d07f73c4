package dev.scores.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param scores in the order of the selection, unmodifiable
 * @param next the cursor of the next page; empty on the last page
 */
public record Page(List<Score> scores, Optional<Cursor> next) {

  public Page {
    scores = List.copyOf(scores);
    Objects.requireNonNull(next, "next");
  }

  /** The page of scores that were queried with {@code limit + 1}: one more means a next page. */
  static Page of(List<Score> found, int limit) {
    if (found.size() <= limit) {
      return new Page(found, Optional.empty());
    }
    List<Score> scores = found.subList(0, limit);
    return new Page(scores, Optional.of(Cursor.after(scores.getLast())));
  }
}
