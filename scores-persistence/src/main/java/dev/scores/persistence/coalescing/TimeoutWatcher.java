package dev.scores.persistence.coalescing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes parked threads at their deadlines, at most {@link #STEP} late. It replaces a timed park for
 * each thread: the JDK wakes a thread of its own for every timer that is set or cancelled, which
 * cost a sixth of the processor time of a read (docs/performance.md). One virtual thread watches
 * all deadlines and ends when there are none. Thread-safe.
 */
final class TimeoutWatcher {

  static final Duration STEP = Duration.ofMillis(50);

  /** The deadline of each thread, by {@link System#nanoTime}. */
  private final Map<Thread, Long> deadlines = new ConcurrentHashMap<>();

  private final AtomicBoolean watching = new AtomicBoolean();

  /** Unparks the thread repeatedly after the deadline, until {@link #cancel}. */
  void set(Thread thread, long deadline) {
    deadlines.put(thread, deadline);
    // Put before this is read: a watcher that is about to end sees the deadline or is replaced.
    if (!watching.get() && watching.compareAndSet(false, true)) {
      Thread.ofVirtual().name("timeout-watcher").start(this::watch);
    }
  }

  void cancel(Thread thread) {
    deadlines.remove(thread);
  }

  private void watch() {
    do {
      while (!deadlines.isEmpty()) {
        LockSupport.parkNanos(this, STEP.toNanos());
        long now = System.nanoTime();
        deadlines.forEach(
            (thread, deadline) -> {
              if (deadline - now <= 0) {
                LockSupport.unpark(thread);
              }
            });
      }
      watching.set(false);
    } while (!deadlines.isEmpty() && watching.compareAndSet(false, true));
  }
}
