package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.CheckResult.Linearizable;
import dev.scores.faults.linearizability.CheckResult.NotLinearizable;
import dev.scores.faults.linearizability.CheckResult.Undecided;
import java.util.List;
import java.util.Optional;

/** Checks that histories are linearizable, key by key, and explains violations. */
public final class LinearizabilityChecker {

  /** A few seconds; a history of 100 operations takes a few hundred. */
  private static final int MAX_CONFIGURATIONS = 1_000_000;

  private LinearizabilityChecker() {}

  /**
   * Returns the explanation for the first key whose history is not linearizable; empty if all are.
   */
  public static Optional<String> violation(History history) {
    return history.byKey().entrySet().stream()
        .flatMap(
            entry -> violation(entry.getValue()).map(why -> entry.getKey() + ": " + why).stream())
        .findFirst();
  }

  private static Optional<String> violation(List<ScoreOperation> operations) {
    return switch (Search.of(operations, MAX_CONFIGURATIONS)) {
      case Linearizable none -> Optional.empty();
      case NotLinearizable rejected -> Optional.of(CounterExample.of(operations).toString());
      case Undecided none ->
          Optional.of("undecided: too many orders of " + operations.size() + " operations");
    };
  }
}
