package dev.scores.chassis.limits;

import io.netty.handler.codec.http.HttpMethod;

/**
 * A queue in which some of a service's requests wait. The entrance rejects a request by the delays
 * of the queues that it will pass, and of no other. Each bean of this type is asked for every
 * request, on event loops: both methods must be cheap, thread-safe and must not block.
 */
public interface RequestQueue {

  /** Names the queue in metrics: lower case, one word or words joined by hyphens. */
  String name();

  /** How long a request that arrives now would wait here, in nanoseconds. */
  long estimatedNanos();

  /**
   * Whether such a request passes this queue.
   *
   * @param path in canonical form, without query
   */
  boolean isPassedBy(HttpMethod method, String path);
}
