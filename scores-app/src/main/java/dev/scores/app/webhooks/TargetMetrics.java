package dev.scores.app.webhooks;

import dev.scores.app.webhooks.DeliveryAttempt.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** The metrics of one target. They exist from the start, so that alerts see the first failure. */
final class TargetMetrics {

  private static final String TARGET = "target";

  private final MeterRegistry registry;
  private final Map<Outcome, Timer> attempts = new EnumMap<>(Outcome.class);
  private final Counter givenUp;
  private final Counter expired;

  /**
   * @param lag the age of the oldest undelivered event in seconds
   */
  TargetMetrics(MeterRegistry registry, String target, Supplier<Number> lag) {
    this.registry = registry;
    Arrays.stream(Outcome.values())
        .forEach(outcome -> attempts.put(outcome, timer(target, outcome)));
    givenUp = gaps(target, "given_up");
    expired = gaps(target, "expired");
    Gauge.builder("webhook.lag", lag)
        .baseUnit("seconds")
        .description("Age of the oldest event that is not delivered")
        .tag(TARGET, target)
        .strongReference(true)
        .register(registry);
  }

  Timer.Sample start() {
    return Timer.start(registry);
  }

  void ended(Timer.Sample start, Outcome outcome) {
    start.stop(attempts.get(outcome));
  }

  void givenUp() {
    givenUp.increment();
  }

  void expired() {
    expired.increment();
  }

  private Timer timer(String target, Outcome outcome) {
    return Timer.builder("webhook.deliveries")
        .description("Attempts to deliver an event.")
        .tag(TARGET, target)
        .tag("outcome", outcome.label())
        .register(registry);
  }

  private Counter gaps(String target, String reason) {
    return Counter.builder("webhook.gaps")
        .description("Gaps in the events that a target got.")
        .tag(TARGET, target)
        .tag("reason", reason)
        .register(registry);
  }
}
