package dev.scores.app.operations;

import dev.scores.chassis.operations.DependencyHealth;
import dev.scores.chassis.operations.HealthProbe;
import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import jakarta.inject.Singleton;
import reactor.core.publisher.Mono;

/**
 * The health of the users service. It does not affect readiness: public routes and cached callers
 * are served without the users service.
 */
@Singleton
@Requires(property = "auth.mode")
final class UsersServiceHealth implements DependencyHealth {

  /** An operational status, so that the service itself is not reported as down. */
  private static final HealthStatus UNREACHABLE = new HealthStatus("UNREACHABLE", null, true, null);

  private final HealthProbe probe;

  UsersServiceHealth(UsersPing users) {
    // Deferred: each Mono of the client is a single request.
    this.probe =
        new HealthProbe("users", Mono.defer(users::ping).map(pong -> HealthStatus.UP), UNREACHABLE);
  }

  @Override
  public HealthProbe probe() {
    return probe;
  }
}
