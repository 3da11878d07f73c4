package dev.scores.chassis.operations;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Whether the service accepts work: down as soon as it begins to stop. */
@Singleton
final class ServiceHealth implements HealthIndicator {

  private final Connections connections;

  ServiceHealth(Connections connections) {
    this.connections = connections;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Mono.just(
        HealthResult.builder(
                "service", connections.areReady() ? HealthStatus.UP : HealthStatus.DOWN)
            .build());
  }
}
