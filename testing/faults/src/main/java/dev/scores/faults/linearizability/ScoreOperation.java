package dev.scores.faults.linearizability;

import java.util.Locale;

/**
 * A call and its answer, with the times between which it took effect.
 *
 * @param invokedAt {@link System#nanoTime} before the call
 * @param completedAt the same after the answer; {@link #NEVER} where it is unknown
 */
record ScoreOperation(int client, Call call, CallResult answer, long invokedAt, long completedAt) {

  /** What took no effect until now may still do so. */
  static final long NEVER = Long.MAX_VALUE;

  ScoreOperation {
    if (answer instanceof CallResult.Unknown) {
      completedAt = NEVER;
    }
    if (completedAt < invokedAt) {
      throw new IllegalArgumentException("completed " + completedAt + " before " + invokedAt);
    }
  }

  /** Whether its answer says what it did. */
  boolean isKnown() {
    return !(answer instanceof CallResult.Unknown);
  }

  /** The same for somebody who did not hear the answer. */
  ScoreOperation unheard() {
    return new ScoreOperation(client, call, new CallResult.Unknown("left out"), invokedAt, NEVER);
  }

  /** A line for people; times in milliseconds since the start. */
  String line(long start) {
    return String.format(
        Locale.ROOT,
        "client %2d  %10.3f … %10s  %s → %s",
        client,
        (invokedAt - start) / 1e6,
        isKnown() ? String.format(Locale.ROOT, "%.3f", (completedAt - start) / 1e6) : "?",
        call,
        answer);
  }
}
