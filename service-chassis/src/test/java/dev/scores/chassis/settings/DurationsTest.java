package dev.scores.chassis.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "0s, PT0S",
    "500ms, PT0.5S",
    "10s, PT10S",
    "5m, PT5M",
    "2h, PT2H",
    "7d, PT168H",
    "PT1M30S, PT1M30S"
  })
  void durationHasANumberAndAUnit(String text, Duration span) {
    assertEquals(span, Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "s",
        "10",
        "-1s",
        "PT-1S",
        "1.5s",
        "10 s",
        "10x",
        "00",
        "1s1s",
        "99999999999999999999s",
        "9223372036854775807d",
        "PT9223372036854775807H"
      })
  void malformedTextIsRejected(String text) {
    assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));
  }
}
