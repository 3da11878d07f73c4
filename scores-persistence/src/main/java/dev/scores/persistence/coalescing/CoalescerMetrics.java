package dev.scores.persistence.coalescing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** The metrics of one coalescer, all with its name as the tag {@code coalescer}. */
final class CoalescerMetrics {

  /** Why a request did not get its result from its first batch. */
  enum Fallback {
    /** One request may have caused a batch to fail: the batch was split in halves. */
    SPLIT,
    /** A batch skipped the request, or failed with this request only. */
    ALONE,
    /** Another request with the same key was being executed alone. */
    KEY_BUSY
  }

  private final DistributionSummary sizes;
  private final Timer requests;
  private final Map<Fallback, Counter> fallbacks = new EnumMap<>(Fallback.class);

  /**
   * @param queueLength the number of requests in the queue
   */
  CoalescerMetrics(MeterRegistry registry, String coalescer, IntSupplier queueLength) {
    this.sizes =
        DistributionSummary.builder("coalescer.batch.size")
            .description("Requests in a batch.")
            .tag("coalescer", coalescer)
            .register(registry);
    this.requests =
        Timer.builder("coalescer.request")
            .description("Time from a request until its result, including the wait in the queue.")
            .tag("coalescer", coalescer)
            .register(registry);
    Gauge.builder("coalescer.queue.length", queueLength, IntSupplier::getAsInt)
        .description("Requests in the queue.")
        .tag("coalescer", coalescer)
        .strongReference(true)
        .register(registry);
    for (Fallback kind : Fallback.values()) {
      fallbacks.put(
          kind,
          Counter.builder("coalescer.fallbacks")
              .description(
                  "Batches split in halves (split), requests executed alone (alone), and requests"
                      + " that waited for another with the same key (key_busy).")
              .tag("coalescer", coalescer)
              .tag("kind", kind.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  void recordBatch(int size) {
    sizes.record(size);
  }

  void recordRequest(long nanos) {
    requests.record(nanos, TimeUnit.NANOSECONDS);
  }

  void recordFallback(Fallback kind) {
    Objects.requireNonNull(fallbacks.get(kind)).increment();
  }
}
