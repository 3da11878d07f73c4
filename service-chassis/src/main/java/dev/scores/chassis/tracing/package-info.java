/**
 * Tracing by OpenTelemetry, with Micronaut's module (docs/adr/0052). Without {@code
 * OTEL_EXPORTER_OTLP_ENDPOINT} none of the beans here and in that module exist. Start reading at
 * {@link dev.scores.chassis.tracing.TracingFilter}.
 */
@NullMarked
@Configuration
@Requires(property = "micronaut.otel.enabled", value = "true")
package dev.scores.chassis.tracing;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
