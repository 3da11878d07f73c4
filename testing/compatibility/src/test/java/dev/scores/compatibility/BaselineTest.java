package dev.scores.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineTest {

  @ParameterizedTest
  @CsvSource({
    "v0.1.0, 0.1.7, false",
    "v0.1.0, 0.2.0, true",
    "v0.9.3, 1.0.0, true",
    "v1.0.0, 1.9.0, false",
    "v1.9.0, 2.0.0, true",
    "v2.0.0, 2.0.1, false"
  })
  void onlyAnotherMajorMayBreak(String tag, String version, boolean mayBreak) {
    assertEquals(mayBreak, Baseline.mayBreak(tag, version));
  }
}
