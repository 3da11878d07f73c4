package dev.scores.persistence.coalescing;

import dev.scores.domain.ScoresUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Hands out the slots for batches that all coalescers share, so that together they never hold more
 * connections than that. A lane may hold several while its batches are slow, but takes the last
 * free one only if it has none, so no lane keeps the others out. Slots that come free go round.
 *
 * <p>A request is in a lane's queue or in one leader's batch, and a slot is held by one leader.
 * What leaves a leader, however it ends, gives its slot back by {@link #release}. Safe for many
 * threads.
 */
public final class BatchScheduler {

  private final int slots;
  private final LongSupplier nanoTime;
  private final List<BatchLane<?, ?>> lanes = new ArrayList<>();
  private int held;

  /** The lane that is asked first for the next slot. */
  private int next;

  public BatchScheduler(int slots) {
    this(slots, System::nanoTime);
  }

  BatchScheduler(int slots, LongSupplier nanoTime) {
    if (slots < 1) {
      throw new IllegalArgumentException("slots for batches are 1 or more, not " + slots);
    }
    this.slots = slots;
    this.nanoTime = nanoTime;
  }

  synchronized <Q, A> BatchLane<Q, A> lane(BatchLimits limits) {
    BatchLane<Q, A> lane = new BatchLane<>(limits, slots);
    lanes.add(lane);
    return lane;
  }

  /** How many batches are under way. */
  synchronized int held() {
    return held;
  }

  synchronized int waiting(BatchLane<?, ?> lane) {
    return lane.waiting();
  }

  /**
   * Makes the request a leader if a batch may begin, else puts it into the queue.
   *
   * @throws ScoresUnavailable where its turn would come too late
   */
  synchronized <Q, A> void enter(BatchLane<Q, A> lane, PendingRequest<Q, A> request) {
    long now = nanoTime.getAsLong();
    if (mayBegin(lane, now)) {
      begin(lane, request, now);
      return;
    }
    if (lane.isTooLong()) {
      throw late("the turn would not come in time");
    }
    lane.add(request);
  }

  /** Takes it out of the queue; false where it is in a batch or leads one. */
  synchronized <Q, A> boolean leave(BatchLane<Q, A> lane, PendingRequest<Q, A> request) {
    return lane.remove(request);
  }

  /** Fills the leader's batch. */
  synchronized <Q, A> void fill(BatchLane<Q, A> lane, PendingRequest<Q, A> leader) {
    lane.fill(leader);
  }

  /** Gives the leader's slot back, if it has not done so, to the next that wait. */
  synchronized <Q, A> void release(BatchLane<Q, A> lane, PendingRequest<Q, A> leader) {
    if (!leader.holdsSlot) {
      return;
    }
    leader.holdsSlot = false;
    held--;
    long now = nanoTime.getAsLong();
    lane.end(leader, now);
    int refused = 0;
    while (held < slots && refused < lanes.size()) {
      refused = beginNext(lanes.get(next), now) ? 0 : refused + 1;
      next = (next + 1) % lanes.size();
    }
  }

  private <Q, A> boolean beginNext(BatchLane<Q, A> lane, long now) {
    if (lane.waiting() == 0 || !mayBegin(lane, now)) {
      return false;
    }
    begin(lane, lane.poll(), now);
    return true;
  }

  private boolean mayBegin(BatchLane<?, ?> lane, long now) {
    int reserved = lanes.size() > 1 && !lane.isIdle() ? 1 : 0;
    return slots - held > reserved && lane.allowsBatch(now);
  }

  private <Q, A> void begin(BatchLane<Q, A> lane, PendingRequest<Q, A> leader, long now) {
    lane.begin(leader, now);
    held++;
    leader.holdsSlot = true;
    leader.lead();
  }

  static ScoresUnavailable late(String why) {
    return new ScoresUnavailable(why, new TimeoutException(why));
  }
}
