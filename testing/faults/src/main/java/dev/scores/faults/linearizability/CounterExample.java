package dev.scores.faults.linearizability;

import static java.util.stream.Collectors.joining;

import dev.scores.faults.linearizability.CheckResult.Refused;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The least of a history that is not linearizable: its shortest such beginning, and of that only
 * the answers without which it would be.
 *
 * <p>An operation is never left out of a proof by pretending that it was not asked for: its answer
 * is forgotten, so that it may have happened or not. What is not linearizable then was not before.
 */
final class CounterExample {

  /** Where forgetting an answer makes too many orders, it is kept. */
  private static final int PATIENCE = 20_000;

  private final List<ScoreOperation> operations;
  private final Refused refused;

  private CounterExample(List<ScoreOperation> operations, Refused refused) {
    this.operations = operations;
    this.refused = refused;
  }

  /**
   * @throws IllegalArgumentException where it is not refused within reasonable time
   */
  static CounterExample of(List<ScoreOperation> history) {
    List<ScoreOperation> operations = forgetful(shortestBeginning(history));
    if (Search.of(operations, Integer.MAX_VALUE) instanceof Refused refused) {
      return new CounterExample(operations, refused);
    }
    throw new IllegalArgumentException("linearizable: " + history);
  }

  /** Those whose answers matter, by invocation. */
  List<ScoreOperation> culprits() {
    return operations.stream()
        .filter(ScoreOperation::isKnown)
        .sorted(Comparator.comparingLong(ScoreOperation::invokedAt))
        .toList();
  }

  /**
   * Every beginning of a linearizable history is linearizable, so the shortest that is not is found
   * by halving.
   */
  private static List<ScoreOperation> shortestBeginning(List<ScoreOperation> history) {
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
      if (isRefused(until(completions.get(middle), history))) {
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
        .map(operation -> operation.completedAt() <= end ? operation : operation.unheard())
        .toList();
  }

  private static List<ScoreOperation> forgetful(List<ScoreOperation> history) {
    List<ScoreOperation> operations = new ArrayList<>(history);
    for (int i = 0; i < operations.size(); i++) {
      ScoreOperation operation = operations.get(i);
      operations.set(i, operation.unheard());
      if (!isRefused(operations)) {
        operations.set(i, operation);
      }
    }
    return operations;
  }

  private static boolean isRefused(List<ScoreOperation> operations) {
    return Search.of(operations, PATIENCE) instanceof Refused;
  }

  @Override
  public String toString() {
    long start = operations.stream().mapToLong(ScoreOperation::invokedAt).min().orElse(0);
    long others =
        operations.stream()
            .filter(operation -> !operation.isKnown() && operation.call() instanceof Call.Write)
            .count();
    return """
        not linearizable. These answers fit no order (times in ms; %d other writes may have \
        happened or not):
        %s
        The longest order that goes well:
        %s
        leaves %s
        and none of these fits next:
        %s
        """
        .formatted(
            others,
            lines(culprits(), start),
            lines(refused.prefix(), start),
            refused.state(),
            lines(refused.stuck(), start));
  }

  private static String lines(List<ScoreOperation> operations, long start) {
    return operations.isEmpty()
        ? "  (nothing)"
        : operations.stream().map(operation -> "  " + operation.line(start)).collect(joining("\n"));
  }
}
