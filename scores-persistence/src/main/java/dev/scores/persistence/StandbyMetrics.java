package dev.scores.persistence;

import dev.scores.domain.ScoresUnavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;

/** The metric {@code database_read_lag_seconds}, a {@link SampledGauge}. Thread-safe. */
@Singleton
@Requires(property = StandbySettings.URL)
final class StandbyMetrics implements MeterBinder {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** A provider, because the pool needs the meter registry that this class is bound to. */
  private final Provider<StandbyQuery> standby;

  private final Provider<PrimaryProgress> primary;
  private final SampledGauge seconds = new SampledGauge(INTERVAL, this::sample);

  StandbyMetrics(Provider<StandbyQuery> standby, Provider<PrimaryProgress> primary) {
    this.standby = standby;
    this.primary = primary;
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
    try {
      return standby
          .get()
          .position()
          .map(position -> primary.get().lagOf(position.log()).toMillis() / 1000.0)
          .orElse(Double.NaN);
    } catch (SQLException unavailable) {
      throw new ScoresUnavailable("the standby is unavailable", unavailable);
    }
  }
}
