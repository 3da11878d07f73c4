package dev.scores.app;

import dev.scores.domain.ScoreService;
import dev.scores.domain.Scores;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/** The domain's objects as beans: the domain knows no framework, so it is put together here. */
@Factory
final class ScoresBeans {

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Singleton
  ScoreService scoreKeeping(Scores scores, Clock clock) {
    return new ScoreService(scores, clock);
  }
}
