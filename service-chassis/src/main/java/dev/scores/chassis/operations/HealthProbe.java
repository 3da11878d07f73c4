package dev.scores.chassis.operations;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * A question about the health of something else. However many ask at once, it is put once; the
 * answer is had within {@link #DEADLINE} and holds for a second, so that nobody can wear out what
 * is asked by asking about it; a bad one for less, for it is to be taken back as soon as it can.
 * Waits on no thread of those who ask.
 */
public final class HealthProbe {

  /** Two seconds are promised to those who ask; some of that goes to the way there and back. */
  static final Duration DEADLINE = Duration.ofMillis(1800);

  private static final Duration HOLDS = Duration.ofSeconds(1);
  private static final Duration HOLDS_IF_DOWN = Duration.ofMillis(200);

  private final String name;
  private final Mono<HealthStatus> status;

  /**
   * @param otherwise what holds where the question fails or is not answered in time; why is not
   *     said, for it would name addresses
   */
  public HealthProbe(String name, Mono<HealthStatus> question, HealthStatus otherwise) {
    this.name = name;
    this.status =
        question
            .timeout(DEADLINE)
            .onErrorReturn(otherwise)
            .defaultIfEmpty(otherwise)
            .cache(HealthProbe::holds, never -> HOLDS, () -> HOLDS);
  }

  private static Duration holds(HealthStatus told) {
    return HealthStatus.DOWN.equals(told) ? HOLDS_IF_DOWN : HOLDS;
  }

  public Mono<HealthResult> result() {
    return status.map(told -> HealthResult.builder(name, told).build());
  }
}
