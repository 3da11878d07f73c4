package dev.scores.persistence;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The metric {@code feed_lag_seconds}, a {@link SampledGauge}. Thread-safe. */
@Singleton
final class FeedLagMetrics implements MeterBinder {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  static final String HORIZON =
      """
      select cast(pg_snapshot_xmin(now.snapshot) as text), cast(pg_snapshot_xmax(now.snapshot) as text)
      from (select pg_current_snapshot() as snapshot) now
      """;

  /** A provider, because the pool needs the meter registry that this class is bound to. */
  private final Provider<ReadQuery> query;

  private final FeedLag lag = new FeedLag();
  private final SampledGauge seconds;

  @Inject
  FeedLagMetrics(Provider<ReadQuery> query) {
    this(query, INTERVAL);
  }

  FeedLagMetrics(Provider<ReadQuery> query, Duration interval) {
    this.query = query;
    this.seconds = new SampledGauge(interval, this::sample);
  }

  private record Snapshot(long horizon, long end) {}

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("feed.lag", seconds, SampledGauge::value)
        .strongReference(true)
        .baseUnit("seconds")
        .description(
            "Time for which an open transaction has delayed /scores/changes, sampled by scrapes")
        .register(registry);
  }

  private double sample() {
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
      return nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }
  }
}
