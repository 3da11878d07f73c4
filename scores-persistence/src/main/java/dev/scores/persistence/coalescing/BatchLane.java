package dev.scores.persistence.coalescing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** The queue and the running batches of one coalescer. Guarded by the scheduler's lock. */
final class BatchLane<R, V> {

  private final BatchLimits limits;
  private final BatchSizeController sizes;
  private final Deque<PendingRequest<R, V>> queue = new ArrayDeque<>();

  /** The start times of the running batches, the oldest first. */
  private final long[] startTimes;

  private int running;

  /**
   * @param slots the most batches of all lanes together
   */
  BatchLane(BatchLimits limits, int slots) {
    this.limits = limits;
    this.sizes = new BatchSizeController(limits.slowAfter(), limits.size());
    this.startTimes = new long[slots];
  }

  /** The expected time in the queue of a request that arrives now. Takes no lock. */
  long estimatedWaitNanos() {
    return sizes.estimatedWaitNanos();
  }

  int waiting() {
    return queue.size();
  }

  boolean isIdle() {
    return running == 0;
  }

  /**
   * Whether the lane's own limits allow another batch. Slow batches do not count: with 5 ms for
   * each write, the throughput is 2.5 times as high as if they did ({@code testing/faults/run
   * overload}).
   */
  boolean allowsBatch(long now) {
    return running < limits.batches()
        || (running < startTimes.length
            && (sizes.isSlow()
                || now - startTimes[running - limits.batches()] > limits.slowAfter().toNanos()));
  }

  void add(PendingRequest<R, V> request) {
    queue.add(request);
    updateEstimate();
  }

  boolean remove(PendingRequest<R, V> request) {
    boolean wasQueued = queue.remove(request);
    updateEstimate();
    return wasQueued;
  }

  PendingRequest<R, V> poll() {
    return queue.remove();
  }

  void start(PendingRequest<R, V> leader, long now) {
    leader.startTime = now;
    startTimes[running++] = now;
    updateEstimate();
  }

  /**
   * Moves requests from the queue into the leader's batch, in order. Skips a request whose key is
   * in the batch already.
   */
  void fill(PendingRequest<R, V> leader) {
    int size = sizes.size();
    leader.batch.ensureCapacity(size);
    leader.batch.add(leader);
    Set<Object> keys = new HashSet<>();
    keys.add(leader.key());
    for (Iterator<PendingRequest<R, V>> rest = queue.iterator();
        rest.hasNext() && leader.batch.size() < size; ) {
      PendingRequest<R, V> next = rest.next();
      if (keys.add(next.key())) {
        leader.batch.add(next); // Added before it is removed: no exception can lose the request.
        rest.remove();
      }
    }
    updateEstimate();
  }

  void end(PendingRequest<R, V> leader, long now) {
    int index = 0;
    while (startTimes[index] != leader.startTime) {
      index++;
    }
    System.arraycopy(startTimes, index + 1, startTimes, index, --running - index);
    int requests = Math.max(leader.batch.size(), 1);
    sizes.recordBatch(now - leader.startTime, requests);
    updateEstimate();
  }

  private void updateEstimate() {
    sizes.updateQueue(queue.size(), running);
  }
}
