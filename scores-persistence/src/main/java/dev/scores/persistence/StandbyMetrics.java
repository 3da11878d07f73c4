package dev.scores.persistence;

import dev.scores.domain.ScoresUnavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.annotation.Requires;
import io.micronaut.data.exceptions.DataAccessException;
import io.micronaut.jdbc.DataSourceResolver;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.time.Duration;
import javax.sql.DataSource;

/** The metric {@code database_read_lag_seconds}, a {@link SampledGauge}. Thread-safe. */
@Singleton
@Requires(property = StandbySettings.URL)
final class StandbyMetrics implements MeterBinder {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** 0 if the standby has replayed all that the primary had written at the last look at it. */
  static final String LAG =
      """
      select case
        when not pg_is_in_recovery() or pg_last_wal_replay_lsn() >= cast(? as pg_lsn) then 0
        else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) end
      """;

  /** Providers, because the pool needs the meter registry that this class is bound to. */
  private final Provider<DataSource> pool;

  private final Provider<PrimaryProgress> primary;
  private final DataSourceResolver resolver;
  private final SampledGauge seconds = new SampledGauge(INTERVAL, this::sample);

  StandbyMetrics(
      @Named(StandbySettings.DATA_SOURCE) Provider<DataSource> pool,
      Provider<PrimaryProgress> primary,
      DataSourceResolver resolver) {
    this.pool = pool;
    this.primary = primary;
    this.resolver = resolver;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("database.read.lag", seconds, SampledGauge::value)
        .strongReference(true)
        .baseUnit("seconds")
        .description("How far the standby is behind the primary, sampled by scrapes")
        .register(registry);
  }

  private double sample() {
    return primary.get().latestLog().map(this::lag).orElse(Double.NaN);
  }

  private double lag(String log) {
    try {
      return new RowQuery(pool.get(), resolver).rows(LAG, row -> row.getDouble(1), log).getFirst();
    } catch (DataAccessException unavailable) {
      throw new ScoresUnavailable("the standby is unavailable", unavailable);
    }
  }
}
