package dev.scores.chassis.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The metric {@code dependency_ready}, with one series for each dependency. */
@Singleton
final class DependencyMetrics {

  private final Mono<Void> probes;

  DependencyMetrics(List<DependencyHealth> dependencies, MeterRegistry registry) {
    List<HealthProbe> all = dependencies.stream().map(DependencyHealth::probe).toList();
    this.probes = Flux.fromIterable(all).flatMap(HealthProbe::result).then();
    for (HealthProbe probe : all) {
      Gauge.builder("dependency.ready", probe, it -> it.isUp() ? 1 : 0)
          .description("1 while the dependency is ready, else 0, as of this scrape.")
          .tag("dependency", probe.name())
          .register(registry);
    }
  }

  /** Probes all of them at once, and returns at the latest after {@link HealthProbe#DEADLINE}. */
  void refresh() {
    probes.block();
  }
}
