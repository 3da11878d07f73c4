package dev.scores.chassis.settings;

import io.micronaut.core.convert.ConversionService;
import java.time.Duration;

/** Spans of time as people write them in settings: {@code 10s}, {@code 500ms}, {@code 0}. */
public final class Durations {

  private Durations() {}

  /**
   * @throws IllegalArgumentException where the text is no span of time
   */
  public static Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    return ConversionService.SHARED
        .convert(text, Duration.class)
        .filter(span -> !span.isNegative())
        .orElseThrow(() -> new IllegalArgumentException("no span of time"));
  }
}
