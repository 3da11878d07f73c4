package dev.scores.faults;

import java.time.Duration;
import java.util.Optional;

/**
 * A request with its outcome and times as the client sees them.
 *
 * @param invoked {@code System.nanoTime()} before sending
 * @param completed {@code System.nanoTime()} when the response was complete or had failed
 */
record TimedExchange(String method, String path, long invoked, long completed, Reply reply) {

  /** The outcome of a request. */
  sealed interface Reply {

    /**
     * A complete response.
     *
     * @param version from the entity tag, 0 without one
     */
    record Complete(int status, String body, int version, Optional<String> retryAfter)
        implements Reply {}

    /** No connection: the request was certainly not carried out. */
    record NotSent(String why) implements Reply {}

    /** No complete response: the request may have been carried out. */
    record Incomplete(String why) implements Reply {}
  }

  /** Returns the status, 0 without a response. */
  int status() {
    return reply instanceof Reply.Complete response ? response.status() : 0;
  }

  boolean isSuccess() {
    return status() >= 200 && status() < 300;
  }

  Duration took() {
    return Duration.ofNanos(completed - invoked);
  }

  /** Returns the response body, empty without one. */
  String body() {
    return reply instanceof Reply.Complete response ? response.body() : "";
  }

  /** Returns this exchange without the body of a success, to save memory. */
  TimedExchange brief() {
    return isSuccess() && reply instanceof Reply.Complete response
        ? new TimedExchange(
            method,
            path,
            invoked,
            completed,
            new Reply.Complete(response.status(), "", response.version(), response.retryAfter()))
        : this;
  }

  @Override
  public String toString() {
    return "%s %s after %d ms: %s".formatted(method, path, took().toMillis(), reply);
  }
}
