package dev.scores.persistence.coalescing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits in a {@link RequestCoalescer} for its reply or to lead a batch. The thread
 * that created it waits; any thread may reply.
 */
final class PendingRequest<R, V> {

  private final R request;
  private final Object key;
  private final CoalescerTracing.@Nullable Wait queueing;
  private final Thread caller = Thread.currentThread();
  private volatile @Nullable Reply<V> reply;
  private volatile boolean leader;

  // The fields below are used for leaders only. The scheduler's lock guards them until the batch is
  // filled; the leader's thread owns them from then on.

  /** When its batch started, by the scheduler's clock. */
  long startTime;

  boolean holdsSlot;

  /** The requests of the batch, the leader's own first; each must get a reply. */
  final ArrayList<PendingRequest<R, V>> batch = new ArrayList<>(1);

  /**
   * @param queueing the span of its wait; null if it is not traced
   */
  PendingRequest(R request, Object key, CoalescerTracing.@Nullable Wait queueing) {
    this.request = request;
    this.key = key;
    this.queueing = queueing;
  }

  R request() {
    return request;
  }

  Object key() {
    return key;
  }

  CoalescerTracing.@Nullable Wait queueing() {
    return queueing;
  }

  @Nullable Reply<V> reply() {
    return reply;
  }

  boolean isLeader() {
    return leader;
  }

  /** Whether the wait is over: it has a reply or leads a batch. */
  boolean isResumed() {
    return leader || reply != null;
  }

  void makeLeader() {
    leader = true;
    LockSupport.unpark(caller);
  }

  void reply(Reply<V> result) {
    reply = result;
    LockSupport.unpark(caller);
  }

  /** Blocks until it is resumed, the time is up or the thread is interrupted. */
  void await(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    long left = atMost.toNanos();
    while (!isResumed() && left > 0 && !caller.isInterrupted()) {
      LockSupport.parkNanos(this, left);
      left = deadline - System.nanoTime();
    }
  }
}
