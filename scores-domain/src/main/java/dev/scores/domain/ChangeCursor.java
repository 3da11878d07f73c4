package dev.scores.domain;

import static java.util.Comparator.comparingLong;

import java.util.Comparator;

/**
 * A position in the sequence of changes of one store. It is opaque: only the store that returned it
 * knows what the two numbers mean.
 *
 * @param position where the last change before this cursor is in the sequence; 0 before the first
 * @param sequence the sequence number of that change, which orders changes at the same position
 */
public record ChangeCursor(long position, long sequence) implements Comparable<ChangeCursor> {

  private static final ChangeCursor START = new ChangeCursor(0, 0);
  private static final Comparator<ChangeCursor> ORDER =
      comparingLong(ChangeCursor::position).thenComparingLong(ChangeCursor::sequence);

  /**
   * @throws IllegalArgumentException if a number is negative
   */
  public ChangeCursor {
    if (position < 0 || sequence < 0) {
      throw new IllegalArgumentException(
          "a change cursor must not be negative: " + position + ", " + sequence);
    }
  }

  /** The position before the first change. */
  public static ChangeCursor start() {
    return START;
  }

  @Override
  public int compareTo(ChangeCursor other) {
    return ORDER.compare(this, other);
  }
}
