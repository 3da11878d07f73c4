package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.CheckResult.Linearizable;
import dev.scores.faults.linearizability.CheckResult.Refused;
import dev.scores.faults.linearizability.CheckResult.Undecided;
import java.util.List;
import java.util.Optional;

/** Says whether histories are linearizable, key by key, and shows people why not. */
public final class Judge {

  /** A few seconds' work; a history of a hundred operations takes a few hundred. */
  private static final int PATIENCE = 1_000_000;

  private Judge() {}

  /** What is wrong with the first key's history that is not linearizable; none if all are. */
  public static Optional<String> complaint(History history) {
    return history.byKey().entrySet().stream()
        .flatMap(
            entry -> complaint(entry.getValue()).map(why -> entry.getKey() + ": " + why).stream())
        .findFirst();
  }

  private static Optional<String> complaint(List<ScoreOperation> operations) {
    return switch (Search.of(operations, PATIENCE)) {
      case Linearizable none -> Optional.empty();
      case Refused refused -> Optional.of(CounterExample.of(operations).toString());
      case Undecided none ->
          Optional.of("undecided, too many orders of " + operations.size() + " operations");
    };
  }
}
