package dev.scores.persistence.coalescing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes parked threads whose time is up, at most {@link #STEP} late. It stands in place of a timer
 * for each: the JDK wakes a thread of its own whenever one is set or cancelled, which took a sixth
 * of the processor time of a read (docs/performance.md). Here one virtual thread looks after all,
 * and only as long as there are any. Safe for many threads.
 */
final class TimeoutWatcher {

  static final Duration STEP = Duration.ofMillis(50);

  /** When the time of each is up, by {@link System#nanoTime}. */
  private final Map<Thread, Long> sleepers = new ConcurrentHashMap<>();

  private final AtomicBoolean watched = new AtomicBoolean();

  /** From now on, and until {@link #cancel}, the thread is woken whenever that time has passed. */
  void set(Thread sleeper, long nanoTime) {
    sleepers.put(sleeper, nanoTime);
    // The sleeper is there before this is read: a watch that is ending sees one or the other.
    if (!watched.get() && watched.compareAndSet(false, true)) {
      Thread.ofVirtual().name("timeout-watcher").start(this::watch);
    }
  }

  void cancel(Thread sleeper) {
    sleepers.remove(sleeper);
  }

  private void watch() {
    do {
      while (!sleepers.isEmpty()) {
        LockSupport.parkNanos(this, STEP.toNanos());
        long now = System.nanoTime();
        sleepers.forEach(
            (sleeper, end) -> {
              if (end - now <= 0) {
                LockSupport.unpark(sleeper);
              }
            });
      }
      watched.set(false);
    } while (!sleepers.isEmpty() && watched.compareAndSet(false, true));
  }
}
