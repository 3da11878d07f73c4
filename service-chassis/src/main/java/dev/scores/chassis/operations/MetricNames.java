package dev.scores.chassis.operations;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Mends names of Micrometer's own metrics that break the conventions of Prometheus. */
@Factory
final class MetricNames {

  /** {@code _count} is kept for summaries and histograms. */
  @Singleton
  MeterFilter processors() {
    return new MeterFilter() {
      @Override
      public Meter.Id map(Meter.Id id) {
        return id.getName().equals("system.cpu.count") ? id.withName("system.cpus") : id;
      }
    };
  }

  /** In nanoseconds, where seconds are meant; {@code process_cpu_usage} says much the same. */
  @Singleton
  MeterFilter processorTime() {
    return MeterFilter.deny(id -> id.getName().equals("process.cpu.time"));
  }
}
