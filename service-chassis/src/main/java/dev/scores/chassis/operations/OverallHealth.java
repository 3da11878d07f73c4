package dev.scores.chassis.operations;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.aggregator.DefaultHealthAggregator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.runtime.ApplicationConfiguration;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The whole is down where a part is, and up otherwise: also with parts that are merely shown, and
 * where nobody is asked.
 */
@Singleton
@Replaces(DefaultHealthAggregator.class)
final class OverallHealth extends DefaultHealthAggregator {

  OverallHealth(ApplicationConfiguration application) {
    super(application);
  }

  @Override
  protected HealthStatus calculateOverallStatus(List<HealthResult> parts) {
    return parts.stream().map(HealthResult::getStatus).anyMatch(HealthStatus.DOWN::equals)
        ? HealthStatus.DOWN
        : HealthStatus.UP;
  }
}
