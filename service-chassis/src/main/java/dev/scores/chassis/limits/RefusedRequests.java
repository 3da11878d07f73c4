package dev.scores.chassis.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts the requests that the framework does not get to see or to answer, by the reason. */
@Singleton
final class RefusedRequests {

  private final Counter overload;
  private final Counter late;
  private final Counter slow;

  RefusedRequests(MeterRegistry figures) {
    this.overload = counter(figures, "overload");
    this.late = counter(figures, "late");
    this.slow = counter(figures, "slow");
  }

  /** The service has more to do than it can in time. */
  void overload() {
    overload.increment();
  }

  /** The service did not answer in time. */
  void late() {
    late.increment();
  }

  /** The client did not ask in time. */
  void slow() {
    slow.increment();
  }

  private static Counter counter(MeterRegistry figures, String reason) {
    return Counter.builder("http.server.refusals")
        .description("Requests refused before or instead of the framework, by the reason")
        .tag("reason", reason)
        .register(figures);
  }
}
