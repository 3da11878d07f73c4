package dev.scores.chassis.lists;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param items in the order of the list, unmodifiable
 * @param next the cursor of the next page; empty on the last page
 */
public record ListPage<T, C>(List<T> items, Optional<C> next) {

  public ListPage {
    items = List.copyOf(items);
    Objects.requireNonNull(next, "next");
  }

  /** The page of an empty list. */
  public static <T, C> ListPage<T, C> empty() {
    return new ListPage<>(List.of(), Optional.empty());
  }

  ListPage<T, C> withoutNext() {
    return new ListPage<>(items, Optional.empty());
  }
}
