package dev.scores.faults.linearizability;

import java.util.List;

/** What the search says of a key's history. */
sealed interface CheckResult {

  /**
   * There is an order.
   *
   * @param order each operation that took effect, as it did
   */
  record Linearizable(List<ScoreOperation> order) implements CheckResult {}

  /**
   * There is none.
   *
   * @param prefix the longest order that goes well
   * @param state what it ends in
   * @param stuck what could come next, and does not fit
   */
  record Refused(List<ScoreOperation> prefix, State state, List<ScoreOperation> stuck)
      implements CheckResult {}

  /** The search was given up: too many orders. */
  record Undecided() implements CheckResult {}
}
