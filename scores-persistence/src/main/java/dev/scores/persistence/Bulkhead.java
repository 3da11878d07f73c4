package dev.scores.persistence;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.scores.domain.ScoresUnavailable;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Lets a few calls in at once; the others wait, first come, first served, but not for ever. Holds
 * no connection while it waits.
 */
final class Bulkhead {

  private final Semaphore places;
  private final Duration wait;

  Bulkhead(int places, Duration wait) {
    this.places = new Semaphore(places, true);
    this.wait = wait;
  }

  /**
   * @throws ScoresUnavailable where no place comes free in time
   */
  <T> T call(Supplier<T> call) {
    enter();
    try {
      return call.get();
    } finally {
      places.release();
    }
  }

  private void enter() {
    try {
      if (!places.tryAcquire(wait.toNanos(), NANOSECONDS)) {
        throw new ScoresUnavailable(
            "too many reports at once", new TimeoutException("no place within " + wait));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new ScoresUnavailable("stopped while waiting for a place", stopped);
    }
  }
}
