package dev.scores.chassis.lists;

/** A list that is read page by page, ordered by a unique key. */
@FunctionalInterface
public interface PagedList<T, C> {

  /**
   * Reads the page after the cursor. Blocks; holds no resources afterwards.
   *
   * @param limit the maximum number of items
   */
  ListPage<T, C> page(C after, int limit);
}
