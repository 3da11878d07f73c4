package dev.scores.chassis.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {

  private static final Setting.Reader READER = Setting.flag("a.flag");

  @Test
  void requiredSettingHasNoDefault() {
    assertEquals(
        new Setting(
            "A",
            "a form",
            Optional.empty(),
            "a meaning",
            READER,
            Optional.empty(),
            Setting.VISIBLE),
        Setting.required("A", "a form", "a meaning", READER));
  }

  @Test
  void optionalSettingHasADefault() {
    assertEquals(
        new Setting(
            "A",
            "a form",
            Optional.of("true"),
            "a meaning",
            READER,
            Optional.empty(),
            Setting.VISIBLE),
        Setting.optional("A", "a form", "true", "a meaning", READER));
  }

  @Test
  void developmentKeepsNameAndMeaning() {
    Setting.Reader other = Setting.flag("another.flag");
    Setting setting =
        Setting.required("A", "a form", "a meaning", READER)
            .inDevelopment("another form", "false", other);
    assertEquals(
        Optional.of(Setting.optional("A", "another form", "false", "a meaning", other)),
        setting.inDevelopment());
    assertEquals(Optional.empty(), setting.fallback());
    assertEquals(READER, setting.reader());
  }

  @Test
  void developmentReaderKeepsTheSettingRequired() {
    Setting.Reader other = Setting.flag("another.flag");
    assertEquals(
        Optional.of(Setting.required("A", "a form", "a meaning", other)),
        Setting.required("A", "a form", "a meaning", READER).inDevelopment(other).inDevelopment());
  }

  @ParameterizedTest
  @ValueSource(ints = {-5, -1, 0, 1, 10})
  void numberInRangeIsRead(int number) {
    assertEquals(
        Map.of("a.number", number),
        Setting.number("a.number", -5, 10).properties(Integer.toString(number)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-6",
        "11",
        "+1",
        "01",
        "-0",
        "1.0",
        "1e0",
        " 1",
        "1 ",
        "1_0",
        "x",
        "\u0661",
        "99999999999"
      })
  void otherTextIsNotANumberInRange(String value) {
    assertThrows(
        IllegalArgumentException.class, () -> Setting.number("a.number", -5, 10).properties(value));
  }

  @Test
  void flagIsTrueOrFalse() {
    assertEquals(Map.of("a.flag", true), READER.properties("true"));
    assertEquals(Map.of("a.flag", false), READER.properties("false"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TRUE", "True", "yes", "1", "0", "no", "false "})
  void otherTextIsNotAFlag(String value) {
    assertThrows(IllegalArgumentException.class, () -> READER.properties(value));
  }
}
