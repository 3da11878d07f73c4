package dev.scores.faults.linearizability;

import java.util.List;

/** The result of the search in the history of one key. */
sealed interface CheckResult {

  /**
   * A valid order exists.
   *
   * @param order the operations that took effect, in that order
   */
  record Linearizable(List<ScoreOperation> order) implements CheckResult {}

  /**
   * No valid order exists.
   *
   * @param prefix the longest valid order found
   * @param state the state after it
   * @param stuck the operations that could come next but do not fit
   */
  record NotLinearizable(List<ScoreOperation> prefix, State state, List<ScoreOperation> stuck)
      implements CheckResult {}

  /** The search was abandoned: too many orders. */
  record Undecided() implements CheckResult {}
}
