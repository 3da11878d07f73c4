package dev.scores.persistence.coalescing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits in a {@link RequestCoalescer} for its reply, or to lead a batch. The thread
 * that made it waits; others may reply.
 */
final class PendingRequest<Q, A> {

  private final Q question;
  private final Object key;
  private final Thread caller = Thread.currentThread();
  private volatile @Nullable Reply<A> reply;
  private volatile boolean leader;

  // What follows is a leader's, and guarded by the scheduler's lock until it has its batch.

  /** When its batch began, by the scheduler's clock. */
  long begunAt;

  /** Whether no other request is about, as far as can be told. */
  boolean solitary;

  /** Whether it holds one of the scheduler's slots. */
  boolean holdsSlot;

  /** The requests that it executes, itself among them; each of them must get a reply. */
  final ArrayList<PendingRequest<Q, A>> batch = new ArrayList<>(1);

  PendingRequest(Q question, Object key) {
    this.question = question;
    this.key = key;
  }

  Q question() {
    return question;
  }

  Object key() {
    return key;
  }

  @Nullable Reply<A> reply() {
    return reply;
  }

  boolean isLeader() {
    return leader;
  }

  /** Has a reply, or is to lead. */
  boolean isCalled() {
    return leader || reply != null;
  }

  void lead() {
    leader = true;
    LockSupport.unpark(caller);
  }

  void reply(Reply<A> given) {
    reply = given;
    LockSupport.unpark(caller);
  }

  /** Until it is called, the time is up or the thread is interrupted. */
  void await(Duration atMost, TimeoutWatcher timeouts) {
    if (isCalled()) {
      return;
    }
    long end = System.nanoTime() + atMost.toNanos();
    timeouts.set(caller, end);
    try {
      while (!isCalled() && end - System.nanoTime() > 0 && !caller.isInterrupted()) {
        LockSupport.park(this);
      }
    } finally {
      timeouts.cancel(caller);
    }
  }
}
