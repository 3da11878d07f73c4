package dev.scores.chassis.operations;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Corrects names of Micrometer's own metrics that violate the conventions of Prometheus. */
@Factory
final class MetricNames {

  /** The suffix {@code _count} is reserved for summaries and histograms. */
  @Singleton
  MeterFilter processors() {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        return id.getName().equals("system.cpu.count") ? id.withName("system.cpus") : id;
      }
    };
  }

  /**
   * Removed, because its unit is nanoseconds and not seconds; {@code process_cpu_usage} is similar.
   */
  @Singleton
  MeterFilter processorTime() {
    return MeterFilter.deny(id -> id.getName().equals("process.cpu.time"));
  }
}
