package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.chassis.settings.InvalidSettingsException;
import dev.scores.chassis.settings.Setting;
import dev.scores.chassis.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The setting {@code EVENTS_RETENTION}. */
class EventsRetentionTest {

  @Test
  void numberOfDaysIsTheRetention() {
    assertEquals(Map.of("scores.events.retention", Duration.ofDays(400)), read("400d"));
    assertEquals(Map.of("scores.events.retention", Duration.ofDays(1)), read("1d"));
  }

  @Test
  void withoutItAllEventsAreKept() {
    assertEquals(Map.of(), read(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0d", "-1d", "01d", "1.5d", "400", "24h", "10000d", "d", "all"})
  void otherValuesAreRejected(String value) {
    assertThrows(InvalidSettingsException.class, () -> read(value));
  }

  private static Map<String, Object> read(String value) {
    List<Setting> setting =
        ScoresApplication.SETTINGS.stream()
            .filter(it -> it.name().equals("EVENTS_RETENTION"))
            .toList();
    return Settings.read(setting, Map.of("EVENTS_RETENTION", value));
  }
}
