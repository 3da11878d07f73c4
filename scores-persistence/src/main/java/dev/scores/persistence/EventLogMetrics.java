package dev.scores.persistence;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The metric {@code event_log_bytes}, a {@link SampledGauge}. Thread-safe. */
@Singleton
final class EventLogMetrics implements MeterBinder {

  /** PostgreSQL asks the file system for the size of each file of the log: one for each GB. */
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  /** With the name of the partitioned table. */
  private static final String SIZE =
      """
      select coalesce(sum(pg_total_relation_size(relid)), 0)
      from pg_partition_tree(cast(cast(? as text) as regclass))
      """;

  /** A provider, because the pool needs the meter registry that this class is bound to. */
  private final Provider<ReadQuery> query;

  private final SampledGauge bytes;

  @Inject
  EventLogMetrics(Provider<ReadQuery> query) {
    this(query, INTERVAL);
  }

  EventLogMetrics(Provider<ReadQuery> query, Duration interval) {
    this.query = query;
    this.bytes = new SampledGauge(interval, this::sample);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("event.log", bytes, SampledGauge::value)
        .strongReference(true)
        .baseUnit("bytes")
        .description("Size of the event log with its indexes, sampled by scrapes")
        .register(registry);
  }

  private double sample() {
    return query.get().rows(SIZE, row -> row.getLong(1), "score_events").getFirst();
  }
}
