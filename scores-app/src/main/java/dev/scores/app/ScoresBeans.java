package dev.scores.app;

import dev.scores.app.access.AccessSettings;
import dev.scores.domain.AccessPolicy;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.ScoreService;
import dev.scores.domain.Scores;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Creates the beans of the domain, which does not depend on the framework. */
@Factory
final class ScoresBeans {

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  ScorePolicy scorePolicy(ScoreSettings settings) {
    return settings.policy();
  }

  @Singleton
  AccessPolicy accessPolicy(AccessSettings settings) {
    return settings.policy();
  }

  @Singleton
  ScoreService scoreService(Scores scores, Clock clock) {
    return new ScoreService(scores, clock);
  }
}
