package dev.scores.persistence.coalescing;

import dev.scores.domain.ScoresUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Hands out the batch slots that all coalescers share. The slots bound the connections that batches
 * use. A lane may hold several slots while its batches are slow, but takes the last free slot only
 * if it has none, so that no lane starves the others. Freed slots go to the lanes in turn.
 *
 * <p>A request is either in a lane's queue or in one leader's batch. Each leader holds one slot and
 * must return it with {@link #release}, however it ends. Thread-safe.
 */
public final class BatchScheduler {

  private final int slots;
  private final LongSupplier nanoTime;
  private final List<BatchLane<?, ?>> lanes = new ArrayList<>();
  private int held;

  /** The index of the lane that gets the next free slot. */
  private int next;

  public BatchScheduler(int slots) {
    this(slots, System::nanoTime);
  }

  BatchScheduler(int slots, LongSupplier nanoTime) {
    if (slots < 1) {
      throw new IllegalArgumentException("batch slots must be 1 or more, not " + slots);
    }
    this.slots = slots;
    this.nanoTime = nanoTime;
  }

  synchronized <R, V> BatchLane<R, V> lane(BatchLimits limits) {
    BatchLane<R, V> lane = new BatchLane<>(limits, slots);
    lanes.add(lane);
    return lane;
  }

  /** The number of slots in use. */
  synchronized int held() {
    return held;
  }

  synchronized int waiting(BatchLane<?, ?> lane) {
    return lane.waiting();
  }

  /** Makes the request a leader if a batch may start, otherwise queues it. */
  synchronized <R, V> void enter(BatchLane<R, V> lane, PendingRequest<R, V> request) {
    long now = nanoTime.getAsLong();
    if (mayStart(lane, now)) {
      start(lane, request, now);
      return;
    }
    lane.add(request);
  }

  /** Removes the request from the queue; returns false if it is in a batch or leads one. */
  synchronized <R, V> boolean leave(BatchLane<R, V> lane, PendingRequest<R, V> request) {
    return lane.remove(request);
  }

  /** Fills the leader's batch. */
  synchronized <R, V> void fill(BatchLane<R, V> lane, PendingRequest<R, V> leader) {
    lane.fill(leader);
  }

  /** Returns the leader's slot and starts batches of waiting requests. Idempotent. */
  synchronized <R, V> void release(BatchLane<R, V> lane, PendingRequest<R, V> leader) {
    if (!leader.holdsSlot) {
      return;
    }
    leader.holdsSlot = false;
    held--;
    long now = nanoTime.getAsLong();
    lane.end(leader, now);
    int declined = 0;
    while (held < slots && declined < lanes.size()) {
      declined = startNext(lanes.get(next), now) ? 0 : declined + 1;
      next = (next + 1) % lanes.size();
    }
  }

  private <R, V> boolean startNext(BatchLane<R, V> lane, long now) {
    if (lane.waiting() == 0 || !mayStart(lane, now)) {
      return false;
    }
    start(lane, lane.poll(), now);
    return true;
  }

  private boolean mayStart(BatchLane<?, ?> lane, long now) {
    int reserved = lanes.size() > 1 && !lane.isIdle() ? 1 : 0;
    return slots - held > reserved && lane.allowsBatch(now);
  }

  private <R, V> void start(BatchLane<R, V> lane, PendingRequest<R, V> leader, long now) {
    lane.start(leader, now);
    held++;
    leader.holdsSlot = true;
    leader.makeLeader();
  }

  static ScoresUnavailable timeout(String message) {
    return new ScoresUnavailable(message, new TimeoutException(message));
  }
}
