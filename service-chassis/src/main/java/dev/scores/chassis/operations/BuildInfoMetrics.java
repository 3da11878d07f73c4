package dev.scores.chassis.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** The version of the release and of Java, as labels of a metric that is always 1. */
@Singleton
final class BuildInfoMetrics implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("application.build.info", () -> 1)
        .description("The release that runs; always 1.")
        .tag("version", Release.version())
        .tag("java", Runtime.version().toString())
        .register(registry);
  }
}
