package dev.scores.reliability.linearizability;

import java.util.List;

/** What the search says of a key's history. */
sealed interface Verdict {

  /**
   * There is an order.
   *
   * @param order each operation that took effect, as it did
   */
  record Linearizable(List<Operation> order) implements Verdict {}

  /**
   * There is none.
   *
   * @param prefix the longest order that goes well
   * @param state what it ends in
   * @param stuck what could come next, and does not fit
   */
  record Refused(List<Operation> prefix, State state, List<Operation> stuck) implements Verdict {}

  /** The search was given up: too many orders. */
  record Undecided() implements Verdict {}
}
