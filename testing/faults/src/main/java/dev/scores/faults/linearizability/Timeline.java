package dev.scores.faults.linearizability;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The operations of a history by invocation; bit sets mark those that are done. Reads without a
 * result are left out: they have no effect.
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
    latestVersions = operations.stream().mapToInt(OperationBounds::latestVersion).toArray();
    for (int i = 0; i < operations.size(); i++) {
      known.set(i, get(i).isKnown());
    }
  }

  ScoreOperation get(int i) {
    return operations.get(i);
  }

  /** Returns the operations that may take effect next: those invoked before any other completed. */
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
   * Adds an operation that leads to a state, and the operations without a result that can have no
   * further effect.
   */
  BitSet done(BitSet before, int i, State after) {
    BitSet done = (BitSet) before.clone();
    done.set(i);
    for (int j = done.nextClearBit(0); j < operations.size(); j = done.nextClearBit(j + 1)) {
      done.set(j, !known.get(j) && OperationBounds.hasNoFurtherEffect(get(j).call(), after));
    }
    return done;
  }

  /** Whether all remaining operations can take effect in that version or a later one. */
  boolean fitsAllRemaining(BitSet done, int version) {
    for (int i = done.nextClearBit(0); i < operations.size(); i = done.nextClearBit(i + 1)) {
      if (latestVersions[i] < version) {
        return false;
      }
    }
    return true;
  }

  /** Returns the number of done operations with a result. */
  int progress(BitSet done) {
    BitSet both = (BitSet) known.clone();
    both.and(done);
    return both.cardinality();
  }

  /** Whether all operations with a result are done. */
  boolean isOver(BitSet done) {
    BitSet left = (BitSet) known.clone();
    left.andNot(done);
    return left.isEmpty();
  }
}
