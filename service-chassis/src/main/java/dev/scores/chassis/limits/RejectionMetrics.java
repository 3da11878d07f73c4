package dev.scores.chassis.limits;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts requests that a handler rejects before or instead of the framework, by reason. */
@Singleton
final class RejectionMetrics {

  private final Counter overload;
  private final Counter late;
  private final Counter slow;
  private final Counter slowReader;

  RejectionMetrics(MeterRegistry metrics) {
    this.overload = counter(metrics, "overload");
    this.late = counter(metrics, "late");
    this.slow = counter(metrics, "slow");
    this.slowReader = counter(metrics, "slow_reader");
  }

  /** The estimated wait was too long. */
  void overload() {
    overload.increment();
  }

  /** The service did not respond in time. */
  void late() {
    late.increment();
  }

  /** The client did not send its request in time. */
  void slow() {
    slow.increment();
  }

  /** The client did not read its response in time. */
  void slowReader() {
    slowReader.increment();
  }

  private static Counter counter(MeterRegistry metrics, String reason) {
    return Counter.builder("http.server.rejections")
        .description("Requests rejected before or instead of the framework, by reason")
        .tag("reason", reason)
        .register(metrics);
  }
}
