package dev.scores.chassis.limits;

import dev.scores.chassis.http.RequestTarget;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * Decides whether a request is admitted: not if its estimated wait for {@linkplain DispatchDelay
 * dispatch} and in the {@linkplain RequestQueue queues} on its path exceeds {@code
 * ADMISSION_MAX_WAIT} in total. Up to {@link #FREE_REQUESTS} simultaneous requests are always
 * admitted. Thread-safe (docs/adr/0020).
 */
@Singleton
final class AdmissionController {

  /** Paths that operators and the other service depend on, above all in an overload. */
  private static final Set<String> OPERATIONS =
      Set.of(
          "/ping",
          "/metrics",
          "/health",
          "/health/liveness",
          "/health/readiness",
          "/.well-known/jwks.json");

  /** Operations requests in flight up to which the estimate is ignored. */
  static final int MAX_OPERATIONS = 16;

  /**
   * Requests in flight up to which the estimate is ignored: if so few have to wait, the machine or
   * the database is slow, and rejecting them would not help.
   */
  static final int FREE_REQUESTS = 512;

  private final long longestNanos;
  private final DispatchDelay dispatch;
  private final List<RequestQueue> queues;
  private final LongAdder inFlight = new LongAdder();
  private final LongAdder operationsInFlight = new LongAdder();

  AdmissionController(
      LimitSettings settings,
      DispatchDelay dispatch,
      List<RequestQueue> queues,
      MeterRegistry metrics) {
    this.longestNanos =
        settings.admissionWait().isZero() ? Long.MAX_VALUE : settings.admissionWait().toNanos();
    this.dispatch = dispatch;
    this.queues = List.copyOf(queues);
    gauge(metrics, "dispatch", dispatch::nanos);
    queues.forEach(queue -> gauge(metrics, queue.name(), queue::estimatedNanos));
  }

  /**
   * An admitted request; pass it to {@link #end} when its response begins or its connection closes.
   */
  enum Admitted {
    REQUEST,
    OPERATION
  }

  /** Whether the request may proceed. If so, {@link #begin} must follow. */
  boolean admits(HttpRequest request) {
    return inFlight.sum() <= FREE_REQUESTS
        || longestNanos == Long.MAX_VALUE
        || (isOperation(request) && operationsInFlight.sum() < MAX_OPERATIONS)
        || estimatedNanos(request) <= longestNanos;
  }

  Admitted begin(HttpRequest request) {
    inFlight.increment();
    if (isOperation(request)) {
      operationsInFlight.increment();
      return Admitted.OPERATION;
    }
    return Admitted.REQUEST;
  }

  void end(Admitted admitted) {
    inFlight.decrement();
    if (admitted == Admitted.OPERATION) {
      operationsInFlight.decrement();
    }
  }

  private long estimatedNanos(HttpRequest request) {
    String path = path(RequestTarget.canonical(request.uri()));
    HttpMethod method = request.method();
    long nanos = dispatch.nanos();
    for (RequestQueue queue : queues) {
      long wait = queue.estimatedNanos();
      if (wait > 0 && queue.isPassedBy(method, path)) {
        nanos += wait;
      }
    }
    return nanos;
  }

  private static boolean isOperation(HttpRequest request) {
    return OPERATIONS.contains(path(request.uri()));
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static void gauge(MeterRegistry metrics, String queue, DoubleSupplier nanos) {
    Gauge.builder(
            "admission.wait.seconds",
            nanos,
            value -> value.getAsDouble() / TimeUnit.SECONDS.toNanos(1))
        .description("Estimated time that a request waits, by the queue it waits in")
        .tag("queue", queue)
        .strongReference(true)
        .register(metrics);
  }
}
