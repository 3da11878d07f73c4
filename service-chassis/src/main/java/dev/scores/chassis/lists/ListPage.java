package dev.scores.chassis.lists;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items in the order of the list, unmodifiable
 * @param next where the list goes on; none on the last page
 */
public record ListPage<T, C>(List<T> items, Optional<C> next) {

  public ListPage {
    items = List.copyOf(items);
    Objects.requireNonNull(next, "next");
  }

  /** Of a list that has nothing in it. */
  public static <T, C> ListPage<T, C> empty() {
    return new ListPage<>(List.of(), Optional.empty());
  }

  ListPage<T, C> withoutNext() {
    return new ListPage<>(items, Optional.empty());
  }
}
