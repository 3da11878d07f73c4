package dev.scores.chassis.operations;

import io.micronaut.context.annotation.Replaces;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.aggregator.DefaultHealthAggregator;
import io.micronaut.management.health.indicator.HealthResult;
import io.micronaut.runtime.ApplicationConfiguration;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Aggregates health: down if any part is down, else up, even without parts or with parts of unknown
 * status.
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
