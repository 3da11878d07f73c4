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
 * Decides whether a request is admitted: not where it would wait longer than {@code
 * ADMISSION_MAX_WAIT} for {@linkplain DispatchDelay dispatch} and in the {@linkplain RequestQueue
 * queues} that it passes, all together. Up to {@link #FEW} requests at once are admitted whatever
 * is measured. Thread-safe (docs/adr/0020).
 */
@Singleton
final class AdmissionController {

  /** Exact paths that operators and the other service depend on, above all in an overload. */
  private static final Set<String> OPERATIONS =
      Set.of(
          "/ping",
          "/metrics",
          "/health",
          "/health/liveness",
          "/health/readiness",
          "/.well-known/jwks.json");

  /** Those are admitted whatever is measured, so long as no more of them are in flight. */
  static final int MOST_OPERATIONS = 16;

  /**
   * So few requests at once are no overload: where these wait, the machine or the database is slow,
   * and to reject them would not make it faster.
   */
  static final int FEW = 512;

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

  /** A request that was admitted; {@link #end} when its response begins or never comes. */
  enum Admitted {
    REQUEST,
    OPERATION
  }

  /** Whether the request may proceed; where it may, {@link #begin} has to follow. */
  boolean admits(HttpRequest request) {
    return inFlight.sum() <= FEW
        || longestNanos == Long.MAX_VALUE
        || (isOperation(request) && operationsInFlight.sum() < MOST_OPERATIONS)
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
      long its = queue.estimatedNanos();
      if (its > 0 && queue.isPassedBy(method, path)) {
        nanos += its;
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
