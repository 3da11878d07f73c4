package dev.scores.chassis.tracing;

import dev.scores.chassis.http.RequestChannel;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.Instrumenter;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerRoute;
import io.opentelemetry.instrumentation.api.semconv.http.HttpServerRouteSource;
import org.jspecify.annotations.Nullable;

/**
 * The span of the request that a channel serves: from routing until the head of the response.
 *
 * @param context with the span
 */
record RequestSpan(
    Instrumenter<HttpRequest<?>, Integer> instrumenter, HttpRequest<?> request, Context context) {

  private static final AttributeKey<RequestSpan> CURRENT = AttributeKey.valueOf("request-span");

  /** Starts the span. {@link #end} must follow on the same channel. */
  static Context start(Instrumenter<HttpRequest<?>, Integer> instrumenter, HttpRequest<?> request) {
    Context context = instrumenter.start(Context.root(), request);
    RequestChannel.of(request).attr(CURRENT).set(new RequestSpan(instrumenter, request, context));
    return context;
  }

  /**
   * Ends the span of the channel's request, if it has one that has not ended.
   *
   * @param status null if the channel closes without a response
   */
  static void end(Channel channel, @Nullable Integer status) {
    @Nullable RequestSpan span = channel.attr(CURRENT).getAndSet(null);
    if (span != null) {
      span.end(status);
    }
  }

  private void end(@Nullable Integer status) {
    BasicHttpAttributes.getUriTemplate(request)
        .ifPresent(
            route -> HttpServerRoute.update(context, HttpServerRouteSource.CONTROLLER, route));
    instrumenter.end(context, request, status, null);
  }
}
