package dev.scores.chassis.tracing;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.configuration.metrics.micrometer.ExportConfigurationProperties;
import io.micronaut.configuration.metrics.micrometer.prometheus.PrometheusMeterRegistryFactory;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.otel.OpenTelemetrySpanContext;
import jakarta.inject.Singleton;
import java.util.Properties;

/** Adds exemplars to the metrics: ids of recent traces, by bucket. */
@Factory
final class ExemplarMetrics {

  @Singleton
  @Replaces(value = PrometheusMeterRegistry.class, factory = PrometheusMeterRegistryFactory.class)
  PrometheusMeterRegistry registry(ExportConfigurationProperties configuration) {
    Properties properties = configuration.getExport();
    return new PrometheusMeterRegistry(
        properties::getProperty,
        new PrometheusRegistry(),
        Clock.SYSTEM,
        new OpenTelemetrySpanContext());
  }
}
