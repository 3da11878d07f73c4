package dev.scores.chassis.operations;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * A check of a dependency's health. Simultaneous callers share one check; its result is available
 * within {@link #DEADLINE} and cached for {@link #CACHED}, which bounds the load on the dependency.
 * Does not block.
 */
public final class HealthProbe {

  /**
   * An outage must be reported within 2 s, including the time for which an earlier result is
   * cached.
   */
  static final Duration DEADLINE = Duration.ofMillis(1400);

  private static final Duration CACHED = Duration.ofMillis(300);

  private final HealthResult otherwise;
  private final Mono<HealthResult> result;

  private volatile boolean isUp;

  /**
   * @param otherwise the result if the check fails or times out; without a reason, which could
   *     contain addresses
   */
  public HealthProbe(String name, Mono<HealthStatus> check, HealthStatus otherwise) {
    this(check.map(status -> result(name, status)), result(name, otherwise));
  }

  /**
   * @param otherwise as above
   */
  HealthProbe(Mono<HealthResult> check, HealthResult otherwise) {
    this.otherwise = otherwise;
    this.result =
        check
            .timeout(DEADLINE)
            .onErrorReturn(otherwise)
            .defaultIfEmpty(otherwise)
            .doOnNext(latest -> isUp = latest.getStatus().equals(HealthStatus.UP))
            .cache(CACHED);
  }

  public Mono<HealthResult> result() {
    return result;
  }

  String name() {
    return otherwise.getName();
  }

  /** Whether the last result was {@code UP}; false before the first. */
  boolean isUp() {
    return isUp;
  }

  private static HealthResult result(String name, HealthStatus status) {
    return HealthResult.builder(name, status).build();
  }
}
