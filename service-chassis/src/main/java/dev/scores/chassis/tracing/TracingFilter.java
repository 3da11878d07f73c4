package dev.scores.chassis.tracing;

import dev.scores.chassis.http.FilterOrder;
import dev.scores.chassis.limits.ClientAddressResolver;
import dev.scores.chassis.logging.MdcEntry;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.tracing.opentelemetry.OpenTelemetryPropagationContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.Instrumenter;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerAttributesExtractor;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerRoute;
import io.opentelemetry.instrumentation.api.semconv.http.HttpSpanNameExtractor;
import io.opentelemetry.instrumentation.api.semconv.http.HttpSpanStatusExtractor;

/**
 * Traces requests, and puts the ids of trace and span into their log lines. Spans are named by
 * route. Operations paths are not traced. {@link RequestSpanEnd} ends the spans.
 *
 * <p>Replaces the framework's own filter. That one ends before the metrics filter, so that metrics
 * would have no exemplars, misses responses of other filters and of the pipeline, and marks each
 * response from 400 on as an error of the service.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(FilterOrder.TRACING)
final class TracingFilter {

  private static final String TRACE_ID = "trace_id";
  private static final String SPAN_ID = "span_id";

  private final Instrumenter<HttpRequest<?>, Integer> instrumenter;

  TracingFilter(OpenTelemetry telemetry, ClientAddressResolver clients) {
    RequestAttributes attributes = new RequestAttributes(clients);
    this.instrumenter =
        Instrumenter.<HttpRequest<?>, Integer>builder(
                telemetry, "dev.scores.chassis", HttpSpanNameExtractor.create(attributes))
            .addAttributesExtractor(HttpServerAttributesExtractor.create(attributes))
            .setSpanStatusExtractor(HttpSpanStatusExtractor.create(attributes))
            .addContextCustomizer(HttpServerRoute.create(attributes))
            .buildServerInstrumenter(attributes);
  }

  @RequestFilter
  @PreMatching
  void start(HttpRequest<?> request, MutablePropagatedContext propagated) {
    if (isOperations(request.getPath())) {
      return;
    }
    Context context = RequestSpan.start(instrumenter, request);
    SpanContext span = Span.fromContext(context).getSpanContext();
    propagated.add(new OpenTelemetryPropagationContext(context));
    propagated.add(new MdcEntry(TRACE_ID, span.getTraceId()));
    propagated.add(new MdcEntry(SPAN_ID, span.getSpanId()));
  }

  private static boolean isOperations(String path) {
    return path.equals("/ping") || path.equals("/metrics") || path.startsWith("/health");
  }
}
