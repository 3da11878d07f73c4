package dev.scores.faults.linearizability;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.scores.faults.linearizability.CallResult.Added;
import dev.scores.faults.linearizability.CallResult.Found;
import dev.scores.faults.linearizability.CallResult.Unknown;
import dev.scores.faults.linearizability.CallResult.Updated;
import dev.scores.faults.linearizability.CheckResult.Linearizable;
import dev.scores.faults.linearizability.CheckResult.Refused;
import java.time.Instant;
import java.util.List;

/** Words to write histories by hand with. */
final class Histories {

  static final long ID = 7;
  static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  static final int PATIENCE = 100_000;

  private Histories() {}

  /** Version 1 is of noon, and each further one of a second later. */
  static Seen seen(int version, boolean correct) {
    return new Seen(ID, correct, NOON, NOON.plusSeconds(version - 1), version);
  }

  static Added added(boolean correct) {
    return new Added(seen(1, correct));
  }

  static Updated updated(int version, boolean correct) {
    return new Updated(seen(version, correct));
  }

  static Found found(int version, boolean correct) {
    return new Found(seen(version, correct));
  }

  static ScoreOperation op(long invokedAt, long completedAt, Call call, CallResult answer) {
    return new ScoreOperation(1, call, answer, invokedAt, completedAt);
  }

  static ScoreOperation unheard(long invokedAt, Call call) {
    return op(invokedAt, ScoreOperation.NEVER, call, new Unknown("timed out"));
  }

  static List<ScoreOperation> accepted(ScoreOperation... history) {
    return assertInstanceOf(
            Linearizable.class, Search.of(List.of(history), PATIENCE), () -> text(history))
        .order();
  }

  static Refused refused(ScoreOperation... history) {
    return assertInstanceOf(
        Refused.class, Search.of(List.of(history), PATIENCE), () -> text(history));
  }

  private static String text(ScoreOperation... history) {
    return String.join("\n", List.of(history).stream().map(op -> op.line(0)).toList());
  }
}
