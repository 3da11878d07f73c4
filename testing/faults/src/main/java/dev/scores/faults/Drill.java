package dev.scores.faults;

/** One bad day: something is broken while a load runs. */
interface Drill {

  /**
   * What it is called on the command line and in the table: lower case, words joined by hyphens.
   */
  String name();

  /** What holds however bad the day is: one sentence for the document. */
  String promise();

  /** Whether it is part of {@code --short}. */
  default boolean isInShortForm() {
    return true;
  }

  /**
   * Runs it. A promise that is not kept is told in the row; only a drill that could not be carried
   * out throws.
   */
  Row run(Stage stage) throws Exception;
}
