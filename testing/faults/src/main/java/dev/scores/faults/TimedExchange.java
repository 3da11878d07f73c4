package dev.scores.faults;

import java.time.Duration;
import java.util.Optional;

/**
 * A request and what the client saw of its answer.
 *
 * @param invoked {@code System.nanoTime()} before anything was sent
 * @param completed {@code System.nanoTime()} when the answer was whole, or given up
 */
record TimedExchange(String method, String path, long invoked, long completed, Reply reply) {

  /** What came of a request. */
  sealed interface Reply {

    /**
     * A whole answer.
     *
     * @param version what the entity tag says, 0 where there is none
     */
    record Answered(int status, String body, int version, Optional<String> retryAfter)
        implements Reply {}

    /** No connection was had: the request was certainly not carried out. */
    record NotSent(String why) implements Reply {}

    /** The answer did not come, or not whole: nobody knows whether the request was carried out. */
    record Broken(String why) implements Reply {}
  }

  /** 0 where there was no answer. */
  int status() {
    return reply instanceof Reply.Answered answered ? answered.status() : 0;
  }

  boolean isSuccess() {
    return status() >= 200 && status() < 300;
  }

  Duration took() {
    return Duration.ofNanos(completed - invoked);
  }

  /** The answer's body, empty where there was none. */
  String body() {
    return reply instanceof Reply.Answered answered ? answered.body() : "";
  }

  /** For keeping: a body of success says nothing that anybody looks at later. */
  TimedExchange brief() {
    return isSuccess() && reply instanceof Reply.Answered answered
        ? new TimedExchange(
            method,
            path,
            invoked,
            completed,
            new Reply.Answered(answered.status(), "", answered.version(), answered.retryAfter()))
        : this;
  }

  @Override
  public String toString() {
    return "%s %s after %d ms: %s".formatted(method, path, took().toMillis(), reply);
  }
}
