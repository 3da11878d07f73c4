package dev.scores.faults;

/** One fault injection: breaks something while a load runs, and checks one promise. */
interface Drill {

  /** The name on the command line and in the table: lower case, words joined by hyphens. */
  String name();

  /** The guarantee that the drill checks: one sentence of {@code docs/reliability.md}. */
  String promise();

  /** Whether {@code --short} includes it. */
  default boolean isInShortForm() {
    return true;
  }

  /**
   * Whether another drill may run at the same time, in the short form: this one leaves the shared
   * users service alone, and does not compare times that another load would change.
   */
  default boolean mayRunBesideAnother() {
    return true;
  }

  /**
   * Runs the drill. The result reports a broken promise; only a drill that cannot be carried out
   * throws.
   */
  DrillResult run(DrillContext context) throws Exception;
}
