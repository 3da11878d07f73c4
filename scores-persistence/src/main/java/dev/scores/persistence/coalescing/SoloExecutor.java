package dev.scores.persistence.coalescing;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.scores.domain.ScoresUnavailable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Executes requests that no batch could: one at a time for each key, and few in all, so that those
 * that wait for a locked row hold few connections, however many callers want that row. The others
 * wait in order without a connection, but not for ever. Safe for many threads.
 */
public final class SoloExecutor {

  /** Whose turn it is for a key. */
  private static final class KeyTurn {
    final Semaphore turn = new Semaphore(1, true);

    /** Changed within the map's own locks only. */
    int users;
  }

  private final Semaphore places;
  private final Duration wait;
  private final Map<Object, KeyTurn> keys = new ConcurrentHashMap<>();

  /**
   * @param places how many are executed at once
   * @param wait how long one waits for its turn
   */
  public SoloExecutor(int places, Duration wait) {
    this.places = new Semaphore(places, true);
    this.wait = wait;
  }

  /** Whether a request of that key is executed or waits here. */
  boolean isBusy(Object key) {
    return !keys.isEmpty() && keys.containsKey(key);
  }

  /**
   * @throws ScoresUnavailable where its turn does not come in time
   */
  <A> A call(Object key, Supplier<A> request) {
    KeyTurn turn =
        keys.compute(
            key,
            (same, found) -> {
              KeyTurn used = found == null ? new KeyTurn() : found;
              used.users++;
              return used;
            });
    try {
      long end = System.nanoTime() + wait.toNanos();
      return within(turn.turn, end, () -> within(places, end, request));
    } finally {
      keys.computeIfPresent(key, (same, used) -> --used.users == 0 ? null : used);
    }
  }

  private static <A> A within(Semaphore permits, long end, Supplier<A> request) {
    try {
      if (!permits.tryAcquire(Math.max(0, end - System.nanoTime()), NANOSECONDS)) {
        throw BatchScheduler.late("another writer holds the score");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ScoresUnavailable("stopped while waiting for a score", stopped);
    }
    try {
      return request.get();
    } finally {
      permits.release();
    }
  }
}
