package dev.scores.faults.linearizability;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Selects the writes without a result that the search tries next. A restart of the database leaves
 * a few dozen of them, with too many orders to visit all.
 *
 * <p>They never complete, so each can take effect at any later time. Of those that lead to the same
 * state, one that has no further effect afterwards is preferred, since the others stay available.
 * Otherwise any one will do.
 */
final class UnansweredWrites {

  private final Map<State, Integer> chosen = new HashMap<>();
  private final Map<Integer, State> after = new LinkedHashMap<>();

  /**
   * @param index identifies the write
   * @param left the state after the write
   */
  void offer(int index, Call write, State left) {
    Integer other = chosen.get(left);
    if (other != null && !OperationBounds.hasNoFurtherEffect(write, left)) {
      return;
    }
    if (other != null) {
      after.remove(other);
    }
    chosen.put(left, index);
    after.put(index, left);
  }

  /** Returns the state after each selected write. */
  Map<Integer, State> chosen() {
    return after;
  }
}
