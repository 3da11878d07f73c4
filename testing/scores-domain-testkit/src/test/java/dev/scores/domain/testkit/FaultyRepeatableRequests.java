package dev.scores.domain.testkit;

import dev.scores.domain.IdempotencyKey;
import dev.scores.domain.RepeatableRequests;
import dev.scores.domain.Scores;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Repeatable requests with one fault. */
final class FaultyRepeatableRequests implements RepeatableRequests {

  enum Fault {
    NONE,
    REPEATED_REQUEST_IS_EXECUTED,
    OTHER_REQUEST_GETS_THE_REPLY,
    REUSED_KEY_IS_EXECUTED,
    CLIENTS_SHARE_THEIR_KEYS,
    KEY_IS_FOLDED,
    FAILURE_IS_KEPT,
    REPLY_IS_KEPT_FOR_GOOD,
    REPLY_IS_KEPT_TOO_SHORT,
    OLD_REPLY_KEEPS_ITS_FINGERPRINT,
    LONG_REPLY_IS_CUT,
    SIMULTANEOUS_REQUESTS_ARE_EXECUTED
  }

  private record Kept(String fingerprint, Instant since, String reply) {}

  private final Map<IdempotencyKey, Kept> kept = new ConcurrentHashMap<>();
  private final Scores scores;
  private final Fault fault;

  FaultyRepeatableRequests(Scores scores, Fault fault) {
    this.scores = scores;
    this.fault = fault;
  }

  @Override
  public Execution once(
      IdempotencyKey key, String fingerprint, Instant at, Function<Scores, String> request) {
    if (has(Fault.SIMULTANEOUS_REQUESTS_ARE_EXECUTED)) {
      return execute(stored(key), fingerprint, at, request);
    }
    synchronized (this) {
      return execute(stored(key), fingerprint, at, request);
    }
  }

  private Execution execute(
      IdempotencyKey key, String fingerprint, Instant at, Function<Scores, String> request) {
    Kept found = kept.get(key);
    boolean isOld = found != null && !found.since().plus(time()).isAfter(at);
    if (found == null || isOld || has(Fault.REPEATED_REQUEST_IS_EXECUTED)) {
      String reply = reply(key, fingerprint, at, request);
      kept.put(
          key,
          new Kept(
              has(Fault.OLD_REPLY_KEEPS_ITS_FINGERPRINT) && found != null
                  ? found.fingerprint()
                  : fingerprint,
              at,
              cut(reply)));
      return new Execution.Replied(reply);
    }
    if (found.fingerprint().equals(fingerprint) || has(Fault.OTHER_REQUEST_GETS_THE_REPLY)) {
      return new Execution.Replied(found.reply());
    }
    if (has(Fault.REUSED_KEY_IS_EXECUTED)) {
      var unused = request.apply(scores);
    }
    return new Execution.KeyReused();
  }

  private String reply(
      IdempotencyKey key, String fingerprint, Instant at, Function<Scores, String> request) {
    if (has(Fault.SIMULTANEOUS_REQUESTS_ARE_EXECUTED)) {
      LockSupport.parkNanos(1000);
    }
    if (has(Fault.FAILURE_IS_KEPT)) {
      kept.put(key, new Kept(fingerprint, at, ""));
    }
    return request.apply(scores);
  }

  private Duration time() {
    return switch (fault) {
      case REPLY_IS_KEPT_FOR_GOOD -> KEPT.multipliedBy(1000);
      case REPLY_IS_KEPT_TOO_SHORT -> KEPT.minusMinutes(1);
      default -> KEPT;
    };
  }

  private IdempotencyKey stored(IdempotencyKey key) {
    return switch (fault) {
      case CLIENTS_SHARE_THEIR_KEYS -> new IdempotencyKey("", key.value());
      case KEY_IS_FOLDED -> new IdempotencyKey(key.client(), key.value().toLowerCase(Locale.ROOT));
      default -> key;
    };
  }

  private String cut(String reply) {
    return has(Fault.LONG_REPLY_IS_CUT) && reply.length() > 65_535
        ? reply.substring(0, 65_535)
        : reply;
  }

  private boolean has(Fault planted) {
    return fault == planted;
  }
}
