package dev.scores.app.live;

import dev.scores.domain.ScoreEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The metrics of live streams, besides the number of open ones. */
@Singleton
final class LiveMetrics {

  private final Clock clock;
  private final Counter sent;
  private final Counter cutOff;
  private final Timer lag;

  LiveMetrics(MeterRegistry metrics, Clock clock) {
    this.clock = clock;
    this.sent =
        Counter.builder("live.events.sent")
            .description("Events sent on live streams, once for each stream")
            .register(metrics);
    this.cutOff =
        Counter.builder("live.streams.cut.off")
            .description("Live streams closed because the client read too slowly")
            .register(metrics);
    this.lag =
        Timer.builder("live.events.lag")
            .description("Time from the write of a score until the live feed found its event")
            .register(metrics);
  }

  void sent(int events) {
    sent.increment(events);
  }

  void cutOff() {
    cutOff.increment();
  }

  void found(ScoreEvent event) {
    Duration age = Duration.between(event.at(), clock.instant());
    // Clocks of several instances differ.
    lag.record(age.isNegative() ? Duration.ZERO : age);
  }
}
