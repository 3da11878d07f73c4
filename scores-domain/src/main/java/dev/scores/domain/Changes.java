package dev.scores.domain;

/**
 * The port of the change feed, for clients that keep a replica or act on changes. It reads the log
 * in which a store of {@link Scores} records each change. A store need not implement it.
 *
 * <p>A client that begins at {@link ChangeCursor#start()} and continues with the {@code next} of
 * each page sees every event that the store has kept: it misses none, even if a transaction commits
 * late, and sees none twice. Events of one score appear in the order in which they happened.
 *
 * <p>A store may drop old events. A client that needs every score then takes {@link #latest}, reads
 * all scores, and continues from there.
 *
 * <p>Thread-safe. Throws {@link ScoresUnavailable} if the storage cannot be reached.
 */
public interface Changes {

  /** The maximum number of events in a page. */
  int MAX_PAGE = 1000;

  /**
   * The events after the cursor, in the order of the log. An event appears once no earlier event
   * can appear any more, which may be a moment after its write.
   *
   * @param limit the maximum number of events, from 1 to {@value #MAX_PAGE}
   * @throws IllegalArgumentException if the limit is out of range
   */
  ChangePage since(ChangeCursor cursor, int limit);

  /**
   * The position after the last event that {@link #since} can return now. Every change that is
   * missing from a current read of the scores that begins later is after it. With the permission of
   * {@link StaleReads#allow}, it is an earlier position, and the same holds for reads that have
   * this permission.
   */
  ChangeCursor latest();

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
