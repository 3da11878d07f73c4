package dev.scores.domain;

/**
 * A position in the attempts of a score, newest first, after which a page begins. A cursor stays
 * valid when its attempt is gone.
 *
 * @param number the number of the last attempt before the page
 */
public record AttemptCursor(long number) {

  private static final AttemptCursor START = new AttemptCursor(Long.MAX_VALUE);

  /**
   * @throws IllegalArgumentException if the number is not positive
   */
  public AttemptCursor {
    if (number < 1) {
      throw new IllegalArgumentException("number must be at least 1, not " + number);
    }
  }

  /** The position before the newest attempt. */
  public static AttemptCursor start() {
    return START;
  }
}
