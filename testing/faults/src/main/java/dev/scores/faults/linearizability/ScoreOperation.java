package dev.scores.faults.linearizability;

import java.util.Locale;

/**
 * A call with its result and the times between which it took effect.
 *
 * @param invokedAt {@link System#nanoTime} before the call
 * @param completedAt {@link System#nanoTime} after the result; {@link #NEVER} if it is unknown
 */
record ScoreOperation(int client, Call call, CallResult result, long invokedAt, long completedAt) {

  /** A call without a result may take effect at any later time. */
  static final long NEVER = Long.MAX_VALUE;

  ScoreOperation {
    if (result instanceof CallResult.Unknown) {
      completedAt = NEVER;
    }
    if (completedAt < invokedAt) {
      throw new IllegalArgumentException("completed " + completedAt + " before " + invokedAt);
    }
  }

  /** Whether the result is known. */
  boolean isKnown() {
    return !(result instanceof CallResult.Unknown);
  }

  /** Returns the operation with an unknown result. */
  ScoreOperation withUnknownResult() {
    return new ScoreOperation(client, call, new CallResult.Unknown("left out"), invokedAt, NEVER);
  }

  /** One line for messages; times in milliseconds since the start. */
  String line(long start) {
    return String.format(
        Locale.ROOT,
        "client %2d  %10.3f … %10s  %s → %s",
        client,
        (invokedAt - start) / 1e6,
        isKnown() ? String.format(Locale.ROOT, "%.3f", (completedAt - start) / 1e6) : "?",
        call,
        result);
  }
}
