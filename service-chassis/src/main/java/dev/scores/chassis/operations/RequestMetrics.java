package dev.scores.chassis.operations;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.scores.chassis.http.FilterOrder;
import dev.scores.chassis.http.OriginalRequest;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Counts and times requests by route, method and status, until the head of the response. Requests
 * without a route share the route {@value #NO_ROUTE}, so the number of series is bounded.
 *
 * <p>Replaces the framework's own filter, which has a label for the exception and does not
 * distinguish an unknown id from an unknown route.
 *
 * <p>The first filter, so that it counts what other filters reject.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(FilterOrder.METRICS)
final class RequestMetrics {

  private static final String NO_ROUTE = "unknown";
  private static final String START = RequestMetrics.class.getName();

  private static final Duration[] BUCKETS =
      IntStream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  /** The labels. */
  private record Kind(String route, String method, int status) {}

  private final MeterProvider<Timer> requests;

  /**
   * A cache of the registry's timers, because the registry sorts and hashes tags on each lookup.
   */
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  RequestMetrics(MeterRegistry registry) {
    this.requests =
        Timer.builder("http.server.requests")
            .description("Requests by route, method and status, until the head of the response.")
            .serviceLevelObjectives(BUCKETS)
            .withRegistry(registry);
  }

  @RequestFilter
  @PreMatching
  void start(HttpRequest<?> request) {
    request.setAttribute(START, System.nanoTime());
  }

  @ResponseFilter
  void count(HttpRequest<?> request, HttpResponse<?> response) {
    long start = request.getAttribute(START, Long.class).orElseGet(System::nanoTime);
    Kind kind =
        new Kind(
            // The template, not the actual path.
            BasicHttpAttributes.getUriTemplate(request).orElse(NO_ROUTE),
            OriginalRequest.of(request).isHead() ? "HEAD" : request.getMethod().name(),
            response.code());
    timers.computeIfAbsent(kind, this::timer).record(System.nanoTime() - start, NANOSECONDS);
  }

  private Timer timer(Kind kind) {
    return requests.withTags(
        "route", kind.route(), "method", kind.method(), "status", Integer.toString(kind.status()));
  }
}
