package dev.scores.persistence.coalescing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** The queue of one coalescer, and its batches under way. Guarded by the scheduler's lock. */
final class BatchLane<Q, A> {

  /** After so many batches of one request each, one after the other, a caller is solitary. */
  private static final int SOLITARY = 8;

  private final BatchLimits limits;
  private final BatchSizeController sizes;
  private final Deque<PendingRequest<Q, A>> queue = new ArrayDeque<>();

  /** When each of the batches under way began, the oldest first. */
  private final long[] begun;

  private int running;

  /** How many batches of one request each have ended since the last larger one. */
  private int singles;

  /**
   * @param slots the most batches of all lanes together
   */
  BatchLane(BatchLimits limits, int slots) {
    this.limits = limits;
    this.sizes = new BatchSizeController(limits.slowAfter(), limits.size());
    this.begun = new long[slots];
  }

  /** How long a request that comes now is expected to wait for its turn. Takes no lock. */
  long expectedNanos() {
    return sizes.expectedNanos();
  }

  int waiting() {
    return queue.size();
  }

  boolean isIdle() {
    return running == 0;
  }

  /** Whether its own limits allow another batch: a slow one need not be waited for. */
  boolean allowsBatch(long now) {
    return running < limits.batches()
        || (running < begun.length
            && (sizes.isSlow()
                || now - begun[running - limits.batches()] > limits.slowAfter().toNanos()));
  }

  boolean isTooLong() {
    return sizes.expectedNanos() > limits.turn().toNanos();
  }

  void add(PendingRequest<Q, A> request) {
    queue.add(request);
    measure();
  }

  boolean remove(PendingRequest<Q, A> request) {
    boolean wasThere = queue.remove(request);
    measure();
    return wasThere;
  }

  PendingRequest<Q, A> poll() {
    return queue.remove();
  }

  void begin(PendingRequest<Q, A> leader, long now) {
    leader.solitary = singles >= SOLITARY && running == 0 && queue.isEmpty();
    leader.begunAt = now;
    begun[running++] = now;
    measure();
  }

  /**
   * Moves requests from the queue into the leader's batch, in their order, but for those that share
   * a key with one that is in it.
   */
  void fill(PendingRequest<Q, A> leader) {
    int size = sizes.size();
    leader.batch.ensureCapacity(size);
    leader.batch.add(leader);
    Set<Object> keys = new HashSet<>();
    keys.add(leader.key());
    for (Iterator<PendingRequest<Q, A>> rest = queue.iterator();
        rest.hasNext() && leader.batch.size() < size; ) {
      PendingRequest<Q, A> next = rest.next();
      if (keys.add(next.key())) {
        leader.batch.add(next); // Into the batch first: a request is always in one of the two.
        rest.remove();
      }
    }
    measure();
  }

  void end(PendingRequest<Q, A> leader, long now) {
    int at = 0;
    while (begun[at] != leader.begunAt) {
      at++;
    }
    System.arraycopy(begun, at + 1, begun, at, --running - at);
    int requests = Math.max(leader.batch.size(), 1);
    singles = requests == 1 ? singles + 1 : 0;
    sizes.took(now - leader.begunAt, requests);
    measure();
  }

  private void measure() {
    sizes.waiting(queue.size(), running);
  }
}
