package dev.scores.chassis.limits;

import io.netty.handler.codec.http.HttpMethod;

/**
 * A queue in which some of a service's requests wait. Admission control adds the delays of the
 * queues on a request's path. The methods of each bean of this type are called for every request,
 * on event loops: they must be cheap and thread-safe and must not block.
 */
public interface RequestQueue {

  /** The name in metrics: lower case, words joined by hyphens. */
  String name();

  /** The estimated wait of a request that arrives now, in nanoseconds. */
  long estimatedNanos();

  /**
   * Whether a request with this method and path passes this queue.
   *
   * @param path in canonical form, without query
   */
  boolean isPassedBy(HttpMethod method, String path);
}
