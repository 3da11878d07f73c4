package dev.scores.chassis.http;

import jakarta.inject.Singleton;
import java.util.Map;

/** The form of refusals under {@code /legacy}. */
@Singleton
final class LegacyForm implements ErrorFormat {

  @Override
  public boolean isFor(String path) {
    return path.startsWith("/legacy/");
  }

  @Override
  public Object body(ApiException refusal) {
    return Map.of("error", refusal.code());
  }
}
