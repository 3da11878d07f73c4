package dev.scores.reliability.linearizability;

import dev.scores.reliability.linearizability.State.Stored;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which of the unanswered writes that could have happened next are tried: without this choice a few
 * dozen of them, as a restart of the database leaves behind, have more orders than can be visited.
 *
 * <p>They never complete, so that each can still happen any time later. Of those that leave the
 * same score, one that could not do anything to it any more is the one to take: whatever the others
 * are good for later, they still are. Where each could, one is as good as another. As long as
 * nobody knows the score's id, nobody knows what those do that name one, and only equal calls are
 * alike.
 */
final class UnheardWrites {

  private final Map<Object, Integer> chosen = new HashMap<>();
  private final Map<Integer, State> after = new LinkedHashMap<>();

  /**
   * @param index of the write, by which it is told again
   * @param left the state that it leaves
   */
  void offer(int index, Operation write, State left) {
    boolean alike = left instanceof Stored stored && stored.identity() != null;
    Object kind = alike ? left : write.call();
    Integer other = chosen.get(kind);
    if (other != null && ScoreModel.after(left, write).isPresent()) {
      return;
    }
    if (other != null) {
      after.remove(other);
    }
    chosen.put(kind, index);
    after.put(index, left);
  }

  /** The states after those that are to be tried. */
  Map<Integer, State> chosen() {
    return after;
  }
}
