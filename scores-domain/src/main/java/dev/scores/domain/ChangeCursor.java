package dev.scores.domain;

import static java.util.Comparator.comparingLong;

import java.util.Comparator;

/**
 * Where in the sequence of changes to go on: behind the change of one score in one transaction. It
 * is good for the storage that gave it and no other.
 *
 * @param transaction the transaction's place in the order of transactions, 0 for none yet
 * @param id the score's id, 0 for none yet
 */
public record ChangeCursor(long transaction, long id) implements Comparable<ChangeCursor> {

  private static final ChangeCursor START = new ChangeCursor(0, 0);
  private static final Comparator<ChangeCursor> ORDER =
      comparingLong(ChangeCursor::transaction).thenComparingLong(ChangeCursor::id);

  /**
   * @throws IllegalArgumentException where a part is negative or the id beyond those of scores
   */
  public ChangeCursor {
    if (transaction < 0) {
      throw new IllegalArgumentException("a transaction is 0 or more, not " + transaction);
    }
    if (id < 0 || id > ScoreId.MAX) {
      throw new IllegalArgumentException("an id is 0 to " + ScoreId.MAX + ", not " + id);
    }
  }

  /** Before the first change. */
  public static ChangeCursor start() {
    return START;
  }

  @Override
  public int compareTo(ChangeCursor other) {
    return ORDER.compare(this, other);
  }
}
