package dev.scores.app.web;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The current catalogue of exercises. Thread-safe. */
@Singleton
@Requires(property = WebSettings.ENABLED, value = "true")
final class ExerciseTitles {

  private volatile ExerciseCatalogue current;

  ExerciseTitles(WebProperties properties) {
    this.current = Optional.ofNullable(properties.catalogue()).orElse(ExerciseCatalogue.EMPTY);
  }

  /** The catalogue; empty if none is configured or it has not been downloaded yet. */
  ExerciseCatalogue current() {
    return current;
  }

  void replace(ExerciseCatalogue newer) {
    current = newer;
  }
}
