package dev.scores.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * The port that executes a request once, however often its client sends it. Thread-safe.
 *
 * <p>Every operation throws {@link ScoresUnavailable} if the storage cannot be reached; the request
 * may then have been executed or not, and the client may repeat it with the same key.
 */
public interface RepeatableRequests {

  /** How long the reply to a request is kept. */
  Duration KEPT = Duration.ofDays(1);

  /** The result of {@link #once}. */
  sealed interface Execution {

    /** The reply to the request with this key, from this call or from an earlier one. */
    record Replied(String reply) implements Execution {}

    /** The key was used for another request. */
    record KeyReused() implements Execution {}
  }

  /**
   * Executes the request and keeps its reply with what it has written in one transaction, unless it
   * has done so within the last {@link #KEPT}. Waits for a request with the same key that is being
   * executed. If the request throws, nothing is written or kept.
   *
   * @param fingerprint identifies the content of the request; the same key with another one is
   *     {@link Execution.KeyReused}
   * @param at the time of the request, by the clock of the caller
   * @param request writes through the scores it is given, and through nothing else; called at most
   *     once
   */
  Execution once(
      IdempotencyKey key, String fingerprint, Instant at, Function<Scores, String> request);
}
