package dev.scores.chassis.lists;

/** A list that can be had page by page, ordered by a key that never repeats. */
@FunctionalInterface
public interface PagedList<T, C> {

  /**
   * The page behind the cursor. Blocks as long as the store needs; holds nothing afterwards.
   *
   * @param limit how many items at most
   */
  ListPage<T, C> page(C after, int limit);
}
