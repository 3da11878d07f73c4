package dev.scores.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param scores in the order of the selection, unmodifiable
 * @param next where the list goes on; none on the last page
 */
public record Page(List<Score> scores, Optional<Cursor> next) {

  public Page {
    scores = List.copyOf(scores);
    Objects.requireNonNull(next, "next");
  }

  /** Of scores that were asked for with one more than the page holds: the one more tells a next. */
  static Page of(List<Score> found, int limit) {
    if (found.size() <= limit) {
      return new Page(found, Optional.empty());
    }
    List<Score> scores = found.subList(0, limit);
    return new Page(scores, Optional.of(Cursor.behind(scores.getLast())));
  }
}
