package dev.scores.chassis.tracing;

import io.micronaut.context.annotation.Context;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.TimeUnit;

/** Exports the last spans when the context closes, after the requests in flight have ended. */
@Context
final class SdkShutdown {

  /** A collector that is down must not delay the stop. */
  private static final int SECONDS = 2;

  private final OpenTelemetry openTelemetry;

  SdkShutdown(OpenTelemetry openTelemetry) {
    this.openTelemetry = openTelemetry;
  }

  @PreDestroy
  void exportAndStop() {
    if (openTelemetry instanceof OpenTelemetrySdk sdk) {
      sdk.shutdown().join(SECONDS, TimeUnit.SECONDS);
    }
  }
}
