package dev.scores.app.webhooks;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.net.http.HttpRequest;

/**
 * Traces attempts to deliver a message, each as a trace of its own, which the target continues (W3C
 * Trace Context). Thread-safe.
 */
record DeliverySpans(OpenTelemetry telemetry) {

  /** The caller must end it. */
  Span start(Webhook target, String id) {
    return telemetry
        .getTracer("dev.scores.app.webhooks")
        .spanBuilder("deliver " + target.name())
        .setSpanKind(SpanKind.PRODUCER)
        .setNoParent()
        .setAttribute("messaging.message.id", id)
        .setAttribute("server.address", target.url().getHost())
        .startSpan();
  }

  /** Adds {@code traceparent}, if the attempt is traced. */
  void propagate(Span attempt, HttpRequest.Builder request) {
    telemetry
        .getPropagators()
        .getTextMapPropagator()
        .inject(
            Context.root().with(attempt),
            request,
            (builder, name, value) -> {
              if (builder != null) {
                builder.header(name, value);
              }
            });
  }

  static void recordResult(Span attempt, DeliveryAttempt result) {
    if (!result.isDelivered()) {
      attempt.setStatus(StatusCode.ERROR, result.problem());
    }
  }
}
