package dev.scores.domain;

/**
 * Where in a list a page begins: behind a score id, the key that lists are ordered by (keyset
 * paging). A cursor stays good when the score it names is gone.
 *
 * @param after the id that the page begins behind, 0 for the first page
 */
public record Cursor(long after) {

  private static final Cursor START = new Cursor(0);

  /**
   * @throws IllegalArgumentException where the value is neither 0 nor a score id
   */
  public Cursor {
    if (after < 0 || after > ScoreId.MAX) {
      throw new IllegalArgumentException("a cursor is 0 to " + ScoreId.MAX + ", not " + after);
    }
  }

  /** Before the first score. */
  public static Cursor start() {
    return START;
  }

  /** Behind that score. */
  public static Cursor behind(Score last) {
    return new Cursor(last.id().value());
  }
}
