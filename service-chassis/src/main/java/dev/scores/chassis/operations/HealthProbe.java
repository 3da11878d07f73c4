package dev.scores.chassis.operations;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * A question about the health of something else. However many ask at once, it is put once; the
 * answer is had within {@link #DEADLINE} and holds for {@link #HOLDS}, so that nobody can wear out
 * what is asked by asking about it. Waits on no thread of those who ask.
 */
public final class HealthProbe {

  /**
   * Within two seconds it has to be known that something is away, and an answer from before may
   * still hold then; some time goes to the way there and back.
   */
  static final Duration DEADLINE = Duration.ofMillis(1400);

  private static final Duration HOLDS = Duration.ofMillis(300);

  private final HealthResult otherwise;
  private final Mono<HealthResult> result;

  private volatile boolean isUp;

  /**
   * @param otherwise what holds where the question fails or is not answered in time; why is not
   *     said, for it would name addresses
   */
  public HealthProbe(String name, Mono<HealthStatus> question, HealthStatus otherwise) {
    this(question.map(status -> result(name, status)), result(name, otherwise));
  }

  /**
   * @param otherwise as above
   */
  HealthProbe(Mono<HealthResult> question, HealthResult otherwise) {
    this.otherwise = otherwise;
    this.result =
        question
            .timeout(DEADLINE)
            .onErrorReturn(otherwise)
            .defaultIfEmpty(otherwise)
            .doOnNext(answer -> isUp = answer.getStatus().equals(HealthStatus.UP))
            .cache(HOLDS);
  }

  public Mono<HealthResult> result() {
    return result;
  }

  String name() {
    return otherwise.getName();
  }

  /** Whether the last answer was {@code UP}; false before the first. */
  boolean isUp() {
    return isUp;
  }

  private static HealthResult result(String name, HealthStatus status) {
    return HealthResult.builder(name, status).build();
  }
}
