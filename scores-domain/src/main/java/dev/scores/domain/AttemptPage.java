package dev.scores.domain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A page of the attempts of a score.
 *
 * @param attempts newest first, unmodifiable
 * @param next the cursor of the next page; empty on the last page
 */
public record AttemptPage(List<Attempt> attempts, Optional<AttemptCursor> next) {

  public AttemptPage {
    attempts = List.copyOf(attempts);
    Objects.requireNonNull(next, "next");
  }

  /**
   * The page of attempts that were queried with {@code limit + 1}, for implementations: one more
   * means a next page.
   */
  public static AttemptPage of(List<Attempt> found, int limit) {
    if (found.size() <= limit) {
      return new AttemptPage(found, Optional.empty());
    }
    List<Attempt> attempts = found.subList(0, limit);
    return new AttemptPage(attempts, Optional.of(new AttemptCursor(attempts.getLast().number())));
  }
}
