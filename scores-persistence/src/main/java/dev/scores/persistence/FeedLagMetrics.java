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
 * The metric {@code feed_lag_seconds}. Reading it asks the database at most once in 5 s, and waits
 * at most {@link #PATIENCE} for the answer; until that is there, the previous value is repeated.
 * Safe for many threads.
 */
@Singleton
final class FeedLagMetrics implements MeterBinder {

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  static final String HORIZON =
      """
      select cast(pg_snapshot_xmin(now.snapshot) as text), cast(pg_snapshot_xmax(now.snapshot) as text)
      from (select pg_current_snapshot() as snapshot) now
      """;

  /** Made after the registry, which the pool needs. */
  private final Provider<ReadQuery> reading;

  private final FeedLag lag = new FeedLag();
  private final long intervalNanos;
  private long lastSample;
  private volatile double seconds = Double.NaN;

  @Inject
  FeedLagMetrics(Provider<ReadQuery> reading) {
    this(reading, INTERVAL);
  }

  FeedLagMetrics(Provider<ReadQuery> reading, Duration interval) {
    this.reading = reading;
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
      FutureTask<Void> sample = new FutureTask<>(this::sample, null);
      Thread.startVirtualThread(sample);
      await(sample);
    }
    return seconds;
  }

  private static void await(FutureTask<Void> sample) {
    try {
      sample.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      // The sample sets the value when it is there.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void sample() {
    try {
      Snapshot found =
          reading
              .get()
              .rows(
                  HORIZON,
                  row ->
                      new Snapshot(
                          Long.parseLong(row.getString(1)), Long.parseLong(row.getString(2))))
              .getFirst();
      synchronized (lag) {
        long nanos = lag.sample(System.nanoTime(), found.horizon(), found.end());
        seconds = nanos / (double) TimeUnit.SECONDS.toNanos(1);
      }
    } catch (ScoresUnavailable away) {
      seconds = Double.NaN;
    }
  }
}
