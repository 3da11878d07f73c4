package dev.scores.domain;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Repeatable requests in memory, for tests and examples. Thread-safe; requests run one at a time. A
 * request must write at most once, because what it has written before it throws is not undone.
 */
public final class InMemoryRepeatableRequests implements RepeatableRequests {

  private record Kept(String fingerprint, Instant since, String reply) {}

  private final Map<IdempotencyKey, Kept> kept = new HashMap<>();
  private final Scores scores;

  public InMemoryRepeatableRequests(Scores scores) {
    this.scores = Objects.requireNonNull(scores, "scores");
  }

  @Override
  public synchronized Execution once(
      IdempotencyKey key, String fingerprint, Instant at, Function<Scores, String> request) {
    kept.values().removeIf(old -> !old.since().plus(KEPT).isAfter(at));
    Kept found = kept.get(key);
    if (found == null) {
      String reply = request.apply(scores);
      kept.put(key, new Kept(fingerprint, at, reply));
      return new Execution.Replied(reply);
    }
    return found.fingerprint().equals(fingerprint)
        ? new Execution.Replied(found.reply())
        : new Execution.KeyReused();
  }

  /** Forgets all replies. */
  public synchronized void clear() {
    kept.clear();
  }
}
