package dev.scores.domain;

/**
 * The port of synchronisation: what changed, for who keeps a copy. Apart from {@link Scores}, so
 * that whoever keeps scores need not know in which order they were written.
 *
 * <p>Whoever begins at {@link ChangeCursor#start()} and goes on from each answer's {@code next}
 * sees every score that was ever made, and again after each of its writes or after several, as it
 * is at that moment. None is missed, also where its transaction ended late; one may come twice.
 *
 * <p>Safe for many threads. Throws {@link ScoresUnavailable} when the storage is away.
 */
public interface Changes {

  /** The most scores that one answer holds. */
  int MAX_PAGE = 1000;

  /**
   * The scores that were made or written behind the cursor, in the order of the transactions that
   * wrote them, then by id. A change is shown once it is certain that none before it can still come
   * to light, so perhaps a moment after its write.
   *
   * @param limit how many at most, 1 … {@value #MAX_PAGE}
   */
  ChangePage since(ChangeCursor cursor, int limit);
}
