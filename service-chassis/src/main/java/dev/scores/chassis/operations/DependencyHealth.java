package dev.scores.chassis.operations;

import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import org.reactivestreams.Publisher;

/** The health of a dependency of the service. */
public interface DependencyHealth extends HealthIndicator {

  HealthProbe probe();

  @Override
  default Publisher<HealthResult> getResult() {
    return probe().result();
  }
}
