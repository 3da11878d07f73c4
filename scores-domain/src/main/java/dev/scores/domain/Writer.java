package dev.scores.domain;

/** Who made a change of a score, as the log keeps it. */
public sealed interface Writer {

  /** The user whose score it is. */
  record Owner() implements Writer {}

  /**
   * Someone who writes the scores of others.
   *
   * @param name 1 to 255 characters
   */
  record Grader(String name) implements Writer {

    /**
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public Grader {
      if (name.isEmpty() || name.length() > 255) {
        throw new IllegalArgumentException(
            "the name of a grader has 1 to 255 characters, not " + name.length());
      }
    }
  }
}
