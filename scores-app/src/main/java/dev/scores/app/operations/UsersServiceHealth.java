package dev.scores.app.operations;

import dev.scores.chassis.operations.DependencyHealth;
import dev.scores.chassis.operations.HealthProbe;
import io.micronaut.health.HealthStatus;
import jakarta.inject.Singleton;
import reactor.core.publisher.Mono;

/**
 * Whether the users service answers. Shown only: without it public routes are served all the same,
 * and whom it accepted is remembered.
 */
@Singleton
final class UsersServiceHealth implements DependencyHealth {

  /** Operational, so it is nobody's reason to be down. */
  private static final HealthStatus UNREACHABLE = new HealthStatus("UNREACHABLE", null, true, null);

  private final HealthProbe probe;

  UsersServiceHealth(UsersPing users) {
    // Asked anew each time: what the client gives out is one question, not a way to ask.
    this.probe =
        new HealthProbe("users", Mono.defer(users::ping).map(pong -> HealthStatus.UP), UNREACHABLE);
  }

  @Override
  public HealthProbe probe() {
    return probe;
  }
}
