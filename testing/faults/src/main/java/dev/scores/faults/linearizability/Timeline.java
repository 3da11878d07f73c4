package dev.scores.faults.linearizability;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The operations of a history in the order of their invocations; what is done of them is told as
 * bits. Reads without an answer are left out: they say nothing, and do nothing.
 */
final class Timeline {

  private final List<ScoreOperation> operations;
  private final int[] latestVersions;
  private final BitSet known = new BitSet();

  Timeline(List<ScoreOperation> history) {
    operations =
        history.stream()
            .filter(operation -> operation.isKnown() || operation.call() instanceof Call.Write)
            .sorted(Comparator.comparingLong(ScoreOperation::invokedAt))
            .toList();
    latestVersions = operations.stream().mapToInt(Prospects::latestVersion).toArray();
    for (int i = 0; i < operations.size(); i++) {
      known.set(i, get(i).isKnown());
    }
  }

  ScoreOperation get(int i) {
    return operations.get(i);
  }

  /** What may take effect next: all that was invoked before anything else was completed. */
  List<Integer> next(BitSet done) {
    List<Integer> next = new ArrayList<>();
    long completed = ScoreOperation.NEVER;
    for (int i = done.nextClearBit(0);
        i < operations.size() && get(i).invokedAt() <= completed;
        i = done.nextClearBit(i + 1)) {
      completed = Math.min(completed, get(i).completedAt());
      next.add(i);
    }
    return next;
  }

  /**
   * With one more that is done and leaves that state, and with those that were never answered and
   * cannot do anything from now on.
   */
  BitSet done(BitSet before, int i, State after) {
    BitSet done = (BitSet) before.clone();
    done.set(i);
    for (int j = done.nextClearBit(0); j < operations.size(); j = done.nextClearBit(j + 1)) {
      done.set(j, !known.get(j) && Prospects.isSpent(get(j).call(), after));
    }
    return done;
  }

  /** Whether everything that is left can take effect in that version, or a later one. */
  boolean hasRoomForTheRest(BitSet done, int version) {
    for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
      if (latestVersions[i] < version) {
        return false;
      }
    }
    return true;
  }

  /** How many of those with an answer are done. */
  int progress(BitSet done) {
    BitSet both = (BitSet) known.clone();
    both.and(done);
    return both.cardinality();
  }

  /** Whether all with an answer are done. */
  boolean isOver(BitSet done) {
    BitSet left = (BitSet) known.clone();
    left.andNot(done);
    return left.isEmpty();
  }
}
