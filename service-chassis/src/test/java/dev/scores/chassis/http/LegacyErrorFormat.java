package dev.scores.chassis.http;

import jakarta.inject.Singleton;
import java.util.Map;

/** The error format under {@code /legacy}. */
@Singleton
final class LegacyErrorFormat implements ErrorFormat {

  @Override
  public boolean isFor(String path) {
    return path.startsWith("/legacy/");
  }

  @Override
  public Object body(ApiException rejection) {
    return Map.of("error", rejection.code());
  }
}
