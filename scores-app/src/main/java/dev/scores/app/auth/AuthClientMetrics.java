package dev.scores.app.auth;

import dev.scores.domain.Caller;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts and times the requests to the users service by outcome. */
@Singleton
@Requires(property = "auth.mode", value = "status")
final class AuthClientMetrics {

  private final MeterRegistry registry;
  private final MeterProvider<Timer> requests;

  AuthClientMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.requests =
        Timer.builder("auth.client.requests")
            .description("Requests to the users service for the owner of a token.")
            .withRegistry(registry);
  }

  CompletionStage<Caller> timed(Supplier<CompletionStage<Caller>> request) {
    Timer.Sample start = Timer.start(registry);
    return request
        .get()
        .whenComplete((caller, fault) -> start.stop(requests.withTag("outcome", outcome(caller))));
  }

  private static String outcome(@Nullable Caller caller) {
    return switch (caller) {
      case Caller.Known known -> "known";
      case Caller.Rejected rejected -> "rejected";
      case Caller.Unavailable unavailable -> "unavailable";
      case null -> "unavailable";
    };
  }
}
