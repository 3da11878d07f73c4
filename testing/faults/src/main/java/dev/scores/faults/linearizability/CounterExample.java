package dev.scores.faults.linearizability;

import static java.util.stream.Collectors.joining;

import dev.scores.faults.linearizability.CheckResult.NotLinearizable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A minimal part of a history that is not linearizable: its shortest such prefix, with only the
 * results that are needed for the contradiction.
 *
 * <p>An operation is not removed: its result is made unknown, so that it may have happened or not.
 * A history that is not linearizable then was not linearizable before.
 */
final class CounterExample {

  /** Search limit; a result is kept if the search without it exceeds the limit. */
  private static final int MAX_CONFIGURATIONS = 20_000;

  private final List<ScoreOperation> operations;
  private final NotLinearizable rejected;

  private CounterExample(List<ScoreOperation> operations, NotLinearizable rejected) {
    this.operations = operations;
    this.rejected = rejected;
  }

  /**
   * @throws IllegalArgumentException if the history is linearizable
   */
  static CounterExample of(List<ScoreOperation> history) {
    List<ScoreOperation> operations = minimized(shortestPrefix(history));
    if (Search.of(operations, Integer.MAX_VALUE) instanceof NotLinearizable rejected) {
      return new CounterExample(operations, rejected);
    }
    throw new IllegalArgumentException("linearizable: " + history);
  }

  /** The operations whose results contradict each other, by invocation. */
  List<ScoreOperation> conflicting() {
    return operations.stream()
        .filter(ScoreOperation::isKnown)
        .sorted(Comparator.comparingLong(ScoreOperation::invokedAt))
        .toList();
  }

  /**
   * Every prefix of a linearizable history is linearizable, so a binary search finds the shortest
   * that is not.
   */
  private static List<ScoreOperation> shortestPrefix(List<ScoreOperation> history) {
    List<Long> completions =
        history.stream()
            .filter(ScoreOperation::isKnown)
            .map(ScoreOperation::completedAt)
            .sorted()
            .toList();
    int good = -1;
    int bad = completions.size() - 1;
    while (bad - good > 1) {
      int middle = (good + bad) / 2;
      if (isRejected(until(completions.get(middle), history))) {
        bad = middle;
      } else {
        good = middle;
      }
    }
    return bad < 0 ? history : until(completions.get(bad), history);
  }

  private static List<ScoreOperation> until(long end, List<ScoreOperation> history) {
    return history.stream()
        .filter(operation -> operation.invokedAt() <= end)
        .map(
            operation -> operation.completedAt() <= end ? operation : operation.withUnknownResult())
        .toList();
  }

  private static List<ScoreOperation> minimized(List<ScoreOperation> history) {
    List<ScoreOperation> operations = new ArrayList<>(history);
    for (int i = 0; i < operations.size(); i++) {
      ScoreOperation operation = operations.get(i);
      operations.set(i, operation.withUnknownResult());
      if (!isRejected(operations)) {
        operations.set(i, operation);
      }
    }
    return operations;
  }

  private static boolean isRejected(List<ScoreOperation> operations) {
    return Search.of(operations, MAX_CONFIGURATIONS) instanceof NotLinearizable;
  }

  @Override
  public String toString() {
    long start = operations.stream().mapToLong(ScoreOperation::invokedAt).min().orElse(0);
    long others =
        operations.stream()
            .filter(operation -> !operation.isKnown() && operation.call() instanceof Call.Write)
            .count();
    return """
        not linearizable. These results fit no order (times in ms; %d other writes may have \
        happened or not):
        %s
        Longest valid order:
        %s
        ends in state %s
        and none of these operations fits next:
        %s
        """
        .formatted(
            others,
            lines(conflicting(), start),
            lines(rejected.prefix(), start),
            rejected.state(),
            lines(rejected.stuck(), start));
  }

  private static String lines(List<ScoreOperation> operations, long start) {
    return operations.isEmpty()
        ? "  (nothing)"
        : operations.stream().map(operation -> "  " + operation.line(start)).collect(joining("\n"));
  }
}
