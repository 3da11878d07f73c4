package dev.scores.persistence;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.scores.domain.ScoresUnavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Limits concurrent calls. Further calls wait in order, without a connection, up to a timeout.
 * Thread-safe.
 */
final class Bulkhead {

  private final Semaphore permits;
  private final Duration timeout;

  Bulkhead(int maxConcurrent, Duration timeout) {
    this.permits = new Semaphore(maxConcurrent, true);
    this.timeout = timeout;
  }

  /**
   * @throws ScoresUnavailable if the wait exceeds the timeout
   */
  <T> T call(Supplier<T> call) {
    acquire();
    try {
      return call.get();
    } finally {
      permits.release();
    }
  }

  private void acquire() {
    try {
      if (!permits.tryAcquire(timeout.toNanos(), NANOSECONDS)) {
        throw new ScoresUnavailable(
            "too many concurrent reports", new TimeoutException("no permit within " + timeout));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ScoresUnavailable("interrupted while waiting for other reports", interrupted);
    }
  }
}
