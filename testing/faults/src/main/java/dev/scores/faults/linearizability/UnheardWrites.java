package dev.scores.faults.linearizability;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which of the unanswered writes that could have happened next are tried: without this choice a few
 * dozen of them, as a restart of the database leaves behind, have more orders than can be visited.
 *
 * <p>They never complete, so that each can still happen any time later. Of those that leave the
 * same score, one that could not do anything to it any more is the one to take: whatever the others
 * are good for later, they still are. Where each could, one is as good as another.
 */
final class UnheardWrites {

  private final Map<State, Integer> chosen = new HashMap<>();
  private final Map<Integer, State> after = new LinkedHashMap<>();

  /**
   * @param index of the write, by which it is told again
   * @param left the state that it leaves
   */
  void offer(int index, Call write, State left) {
    Integer other = chosen.get(left);
    if (other != null && !Prospects.isSpent(write, left)) {
      return;
    }
    if (other != null) {
      after.remove(other);
    }
    chosen.put(left, index);
    after.put(index, left);
  }

  /** The states after those that are to be tried. */
  Map<Integer, State> chosen() {
    return after;
  }
}
