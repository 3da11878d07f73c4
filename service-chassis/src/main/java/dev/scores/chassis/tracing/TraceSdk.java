package dev.scores.chassis.tracing;

import dev.scores.chassis.logging.DependencyLog;
import dev.scores.chassis.operations.Release;
import io.micronaut.runtime.ApplicationConfiguration;
import io.micronaut.tracing.opentelemetry.OpenTelemetryBuilderCustomizer;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import jakarta.inject.Singleton;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** Configures the SDK that Micronaut's module creates. */
@Singleton
final class TraceSdk implements OpenTelemetryBuilderCustomizer {

  /**
   * The SDK's own log of failed exports, which {@link ReportingSpanExporter} replaces. The field
   * keeps the logger, and so its level, from being collected.
   */
  private static final Logger EXPORTER_LOG = Logger.getLogger("io.opentelemetry.exporter");

  private final TraceSettings settings;
  private final String service;

  TraceSdk(TraceSettings settings, ApplicationConfiguration application) {
    this.settings = settings;
    this.service = application.getName().orElse("service");
  }

  @Override
  public void configure(AutoConfiguredOpenTelemetrySdkBuilder sdk) {
    EXPORTER_LOG.setLevel(Level.OFF);
    DependencyLog log =
        new DependencyLog(
            LoggerFactory.getLogger(TraceSdk.class), "trace collector at " + settings.endpoint());
    // Its hook would end tracing at SIGTERM, before the last requests: see SdkShutdown.
    sdk.disableShutdownHook()
        .addPropertiesCustomizer(variables -> settings.sdkProperties(service))
        .addResourceCustomizer(
            (resource, properties) ->
                resource.toBuilder().put("service.version", Release.version()).build())
        .addSamplerCustomizer((sampler, properties) -> new RequestSampler(sampler))
        .addSpanExporterCustomizer(
            (exporter, properties) -> new ReportingSpanExporter(exporter, log));
  }
}
