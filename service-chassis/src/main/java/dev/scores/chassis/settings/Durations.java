package dev.scores.chassis.settings;

import io.micronaut.core.convert.ConversionService;
import java.time.Duration;

/** Parses durations in settings: {@code 10s}, {@code 500ms}, {@code 0}. */
public final class Durations {

  private Durations() {}

  /**
   * @throws IllegalArgumentException if the text is not a duration
   */
  public static Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    return ConversionService.SHARED
        .convert(text, Duration.class)
        .filter(span -> !span.isNegative())
        .orElseThrow(() -> new IllegalArgumentException("not a duration"));
  }
}
