package dev.scores.domain;

/**
 * The port of the change feed, for clients that keep a replica. A store of {@link Scores} need not
 * implement it.
 *
 * <p>A client that begins at {@link ChangeCursor#start()} and continues with the {@code next} of
 * each page sees every score that is ever added, and again after each update or several of them, as
 * it is at that moment. It misses no change, even if a transaction commits late, and may see one
 * twice.
 *
 * <p>Thread-safe. Throws {@link ScoresUnavailable} if the storage cannot be reached.
 */
public interface Changes {

  /** The maximum number of scores in a page. */
  int MAX_PAGE = 1000;

  /**
   * The scores that were written after the cursor, in the order of their writes. A change appears
   * once no earlier change can appear any more, which may be a moment after its write.
   *
   * @param limit the maximum number of scores, from 1 to {@value #MAX_PAGE}
   * @throws IllegalArgumentException if the limit is out of range
   */
  ChangePage since(ChangeCursor cursor, int limit);

  /**
   * Checks the limit of {@link #since}, for implementations.
   *
   * @throws IllegalArgumentException if the limit is out of range
   */
  static void checkLimit(int limit) {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit must be from 1 to " + MAX_PAGE + ", not " + limit);
    }
  }
}
