package dev.scores.faults.linearizability;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.scores.faults.linearizability.CallResult.Added;
import dev.scores.faults.linearizability.CallResult.Found;
import dev.scores.faults.linearizability.CallResult.Unknown;
import dev.scores.faults.linearizability.CallResult.Updated;
import dev.scores.faults.linearizability.CheckResult.Linearizable;
import dev.scores.faults.linearizability.CheckResult.NotLinearizable;
import java.time.Instant;
import java.util.List;

/** Builders for histories. */
final class HistoryFixtures {

  static final long ID = 7;
  static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  static final int MAX_CONFIGURATIONS = 100_000;

  private HistoryFixtures() {}

  /** Version 1 is written at noon, each later one a second after. */
  static ObservedScore observed(int version, boolean correct) {
    return new ObservedScore(ID, correct, NOON, NOON.plusSeconds(version - 1), version);
  }

  static Added added(boolean correct) {
    return new Added(observed(1, correct));
  }

  static Updated updated(int version, boolean correct) {
    return new Updated(observed(version, correct));
  }

  static Found found(int version, boolean correct) {
    return new Found(observed(version, correct));
  }

  static ScoreOperation op(long invokedAt, long completedAt, Call call, CallResult result) {
    return new ScoreOperation(1, call, result, invokedAt, completedAt);
  }

  static ScoreOperation unanswered(long invokedAt, Call call) {
    return op(invokedAt, ScoreOperation.NEVER, call, new Unknown("timed out"));
  }

  static List<ScoreOperation> accepted(ScoreOperation... history) {
    return assertInstanceOf(
            Linearizable.class,
            Search.of(List.of(history), MAX_CONFIGURATIONS),
            () -> text(history))
        .order();
  }

  static NotLinearizable rejected(ScoreOperation... history) {
    return assertInstanceOf(
        NotLinearizable.class,
        Search.of(List.of(history), MAX_CONFIGURATIONS),
        () -> text(history));
  }

  private static String text(ScoreOperation... history) {
    return String.join("\n", List.of(history).stream().map(op -> op.line(0)).toList());
  }
}
