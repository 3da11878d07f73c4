package dev.scores.chassis.tracing;

import dev.scores.chassis.http.FilterOrder;
import dev.scores.chassis.logging.MdcEntry;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import io.micronaut.tracing.opentelemetry.OpenTelemetryPropagationContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.Instrumenter;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerRoute;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerRouteSource;
import jakarta.inject.Named;

/**
 * Traces requests, until the head of the response, and puts the ids of trace and span into their
 * log lines. Spans are named by route. Operations paths are not traced.
 *
 * <p>Replaces the framework's own filter, which ends before the metrics filter, so that metrics
 * would have no exemplars, and marks each response from 400 on as an error of the service.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(FilterOrder.TRACING)
final class TracingFilter {

  static final String TRACE_ID = "trace_id";
  static final String SPAN_ID = "span_id";

  private static final String CONTEXT = TracingFilter.class.getName();

  private final Instrumenter<HttpRequest<?>, Object> instrumenter;

  TracingFilter(
      @Named("micronautHttpServerTelemetryInstrumenter")
          Instrumenter<HttpRequest<?>, Object> instrumenter) {
    this.instrumenter = instrumenter;
  }

  @RequestFilter
  @PreMatching
  void start(HttpRequest<?> request, MutablePropagatedContext propagated) {
    Context parent = Context.root();
    if (isOperations(request.getPath()) || !instrumenter.shouldStart(parent, request)) {
      return;
    }
    Context context = instrumenter.start(parent, request);
    request.setAttribute(CONTEXT, context);
    SpanContext span = Span.fromContext(context).getSpanContext();
    propagated.add(new OpenTelemetryPropagationContext(context));
    propagated.add(new MdcEntry(TRACE_ID, span.getTraceId()));
    propagated.add(new MdcEntry(SPAN_ID, span.getSpanId()));
  }

  @ResponseFilter
  void end(HttpRequest<?> request, HttpResponse<?> response) {
    request
        .getAttribute(CONTEXT, Context.class)
        .ifPresent(
            context -> {
              BasicHttpAttributes.getUriTemplate(request)
                  .ifPresent(
                      route ->
                          HttpServerRoute.update(context, HttpServerRouteSource.CONTROLLER, route));
              instrumenter.end(context, request, response, null);
            });
  }

  private static boolean isOperations(String path) {
    return path.equals("/ping") || path.equals("/metrics") || path.startsWith("/health");
  }
}
