package dev.scores.domain;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A report, and the position in the log that it is of: it includes exactly the events of {@link
 * Changes} up to there. A client keeps it current with the events after it.
 *
 * @param asOf empty if the store has no log, or if it cannot tell
 */
public record Dated<T>(T report, Optional<ChangeCursor> asOf) {

  public Dated {
    Objects.requireNonNull(report, "report");
    Objects.requireNonNull(asOf, "asOf");
  }

  /** A report of a store that has no log. */
  public static <T> Dated<T> undated(T report) {
    return new Dated<>(report, Optional.empty());
  }

  /** Another view of the report, of the same position. */
  public <R> Dated<R> map(Function<? super T, ? extends R> view) {
    return new Dated<>(view.apply(report), asOf);
  }
}
