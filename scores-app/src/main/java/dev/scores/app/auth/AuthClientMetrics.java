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

/** Counts and times the questions to the users service by what came of them. */
@Singleton
@Requires(property = "auth.mode", value = "status")
final class AuthClientMetrics {

  private final MeterRegistry figures;
  private final MeterProvider<Timer> questions;

  AuthClientMetrics(MeterRegistry figures) {
    this.figures = figures;
    this.questions =
        Timer.builder("auth.questions")
            .description("Questions to the users service: whose is that token?")
            .withRegistry(figures);
  }

  CompletionStage<Caller> timed(Supplier<CompletionStage<Caller>> question) {
    Timer.Sample start = Timer.start(figures);
    return question
        .get()
        .whenComplete((caller, fault) -> start.stop(questions.withTag("outcome", outcome(caller))));
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
