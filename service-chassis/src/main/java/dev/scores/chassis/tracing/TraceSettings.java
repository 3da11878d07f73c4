package dev.scores.chassis.tracing;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings of tracing.
 *
 * @param endpoint the collector
 * @param headers empty if there are none
 * @param serviceName empty if it is the name of the service
 */
@ConfigurationProperties("traces")
record TraceSettings(
    String endpoint,
    @Bindable(defaultValue = "") String headers,
    @Bindable(defaultValue = "") String serviceName,
    String sampler,
    String samplerArgument) {

  /**
   * The properties of the SDK. They have precedence over its own variables, because an empty
   * variable, as containers get it, counts as not set here, and because a setting may be a file.
   *
   * @param service its name
   */
  Map<String, String> sdkProperties(String service) {
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.traces.exporter", "otlp");
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    // No baggage, which would pass on to webhooks what a client has sent.
    properties.put("otel.propagators", "tracecontext");
    properties.put("otel.exporter.otlp.protocol", "http/protobuf");
    properties.put("otel.exporter.otlp.traces.protocol", "http/protobuf");
    // Retries take longer than the stop of the service may.
    properties.put("otel.java.exporter.otlp.retry.disabled", "true");
    properties.put("otel.exporter.otlp.endpoint", endpoint);
    properties.put("otel.exporter.otlp.headers", headers);
    properties.put("otel.service.name", serviceName.isEmpty() ? service : serviceName);
    properties.put("otel.traces.sampler", sampler);
    properties.put("otel.traces.sampler.arg", samplerArgument);
    return properties;
  }
}
