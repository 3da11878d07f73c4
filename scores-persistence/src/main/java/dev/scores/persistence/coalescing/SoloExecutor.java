package dev.scores.persistence.coalescing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.scores.domain.ScoresUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Executes requests that a batch has skipped: one at a time for each key and a few in all. Requests
 * that wait for a locked row therefore hold few connections, however many callers want that row.
 * The others wait in order, without a connection, up to a timeout. Thread-safe.
 */
public final class SoloExecutor {

  /** Admits one request of a key at a time. */
  private static final class KeyLock {
    final Semaphore permit = new Semaphore(1, true);

    /** Changed within the map's own locks only. */
    int users;
  }

  private final Semaphore permits;
  private final Duration timeout;
  private final Map<Object, KeyLock> keys = new ConcurrentHashMap<>();

  /**
   * @param permits how many requests are executed at once
   * @param timeout the longest wait of a request
   */
  public SoloExecutor(int permits, Duration timeout) {
    this.permits = new Semaphore(permits, true);
    this.timeout = timeout;
  }

  /** Whether a request with this key is executed or waits here. */
  boolean isBusy(Object key) {
    return !keys.isEmpty() && keys.containsKey(key);
  }

  /**
   * @throws ScoresUnavailable if the wait exceeds the timeout
   */
  <V> V call(Object key, Supplier<V> request) {
    KeyLock lock =
        keys.compute(
            key,
            (same, found) -> {
              KeyLock used = found == null ? new KeyLock() : found;
              used.users++;
              return used;
            });
    try {
      long deadline = System.nanoTime() + timeout.toNanos();
      return withPermit(lock.permit, deadline, () -> withPermit(permits, deadline, request));
    } finally {
      keys.computeIfPresent(key, (same, used) -> --used.users == 0 ? null : used);
    }
  }

  private static <V> V withPermit(Semaphore permits, long deadline, Supplier<V> request) {
    try {
      if (!permits.tryAcquire(Math.max(0, deadline - System.nanoTime()), NANOSECONDS)) {
        throw BatchScheduler.timeout("timed out while other requests write the score");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ScoresUnavailable("interrupted while waiting to write a score", interrupted);
    }
    try {
      return request.get();
    } finally {
      permits.release();
    }
  }
}
