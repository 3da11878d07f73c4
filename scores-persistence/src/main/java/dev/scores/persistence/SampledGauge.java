package dev.scores.persistence;

import dev.scores.domain.ScoresUnavailable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleSupplier;

/**
 * A value that scrapes read from the database. Reading it queries the database at most once in an
 * interval and waits at most {@link #TIMEOUT} for the result; until then it returns the previous
 * value. NaN before the first result and while the database is unavailable. Thread-safe.
 */
final class SampledGauge {

  private static final Duration TIMEOUT = Duration.ofMillis(500);

  private final DoubleSupplier query;
  private final long intervalNanos;
  private long lastSample;
  private volatile double value = Double.NaN;

  /**
   * @param query may throw {@link ScoresUnavailable}
   */
  SampledGauge(Duration interval, DoubleSupplier query) {
    this.query = query;
    this.intervalNanos = interval.toNanos();
    this.lastSample = System.nanoTime() - intervalNanos;
  }

  synchronized double value() {
    long now = System.nanoTime();
    if (now - lastSample >= intervalNanos) {
      lastSample = now;
      FutureTask<Void> task = new FutureTask<>(this::sample, null);
      Thread.startVirtualThread(task);
      await(task);
    }
    return value;
  }

  private static void await(FutureTask<Void> task) {
    try {
      task.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      // The task sets the value when it ends.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample() {
    try {
      value = query.getAsDouble();
    } catch (ScoresUnavailable unavailable) {
      value = Double.NaN;
    }
  }
}
