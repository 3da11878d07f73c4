package dev.scores.persistence;

import dev.scores.domain.ScoresUnavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The metric {@code feed_lag_seconds}. Reading it queries the database at most once in 5 s and
 * waits at most {@link #TIMEOUT} for the result; until then it returns the previous value. NaN
 * while the database is unavailable. Thread-safe.
 */
@Singleton
final class FeedLagMetrics implements MeterBinder {

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofMillis(500);

  static final String HORIZON =
      """
      select cast(pg_snapshot_xmin(now.snapshot) as text), cast(pg_snapshot_xmax(now.snapshot) as text)
      from (select pg_current_snapshot() as snapshot) now
      """;

  /** A provider, because the pool needs the meter registry that this class is bound to. */
  private final Provider<ReadQuery> query;

  private final FeedLag lag = new FeedLag();
  private final long intervalNanos;
  private long lastSample;
  private volatile double seconds = Double.NaN;

  @Inject
  FeedLagMetrics(Provider<ReadQuery> query) {
    this(query, INTERVAL);
  }

  FeedLagMetrics(Provider<ReadQuery> query, Duration interval) {
    this.query = query;
    this.intervalNanos = interval.toNanos();
    this.lastSample = System.nanoTime() - intervalNanos;
  }

  private record Snapshot(long horizon, long end) {}

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("feed.lag", this, FeedLagMetrics::seconds)
        .strongReference(true)
        .baseUnit("seconds")
        .description(
            "Time for which an open transaction has delayed /scores/changes, sampled by scrapes")
        .register(registry);
  }

  private synchronized double seconds() {
    long now = System.nanoTime();
    if (now - lastSample >= intervalNanos) {
      lastSample = now;
      FutureTask<Void> task = new FutureTask<>(this::sample, null);
      Thread.startVirtualThread(task);
      await(task);
    }
    return seconds;
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
      Snapshot snapshot =
          query
              .get()
              .rows(
                  HORIZON,
                  row ->
                      new Snapshot(
                          Long.parseLong(row.getString(1)), Long.parseLong(row.getString(2))))
              .getFirst();
      synchronized (lag) {
        long nanos = lag.sample(System.nanoTime(), snapshot.horizon(), snapshot.end());
        seconds = nanos / (double) TimeUnit.SECONDS.toNanos(1);
      }
    } catch (ScoresUnavailable unavailable) {
      seconds = Double.NaN;
    }
  }
}
