package dev.scores.app.erasure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** The metrics of erasure. They contain no ids. */
final class ErasureMetrics {

  private final Counter erased;

  /**
   * @param lag the time since the feed was last read to its end and all its users were erased, in
   *     seconds
   */
  ErasureMetrics(MeterRegistry registry, Supplier<Number> lag) {
    erased =
        Counter.builder("erased.users")
            .description("Removed users whose erasure began.")
            .register(registry);
    Gauge.builder("erasure.lag", lag)
        .baseUnit("seconds")
        .description(
            "Time since the feed of removals was last read to its end and all its users were erased")
        .strongReference(true)
        .register(registry);
  }

  void erased() {
    erased.increment();
  }
}
