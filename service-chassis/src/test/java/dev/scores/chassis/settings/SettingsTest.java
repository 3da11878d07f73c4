package dev.scores.chassis.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final Setting KEY =
      Setting.required("KEY", "a key", "What opens.", value -> Map.of("the.key", value));
  private static final Setting SIZE =
      Setting.optional("SIZE", "1 to 9", "5", "How large.", Setting.number("the.size", 1, 9));

  /** A setting that is required, except in development, where it has a default. */
  private static final Setting LATCH =
      KEY.inDevelopment("any key", "made-up", value -> Map.of("the.latch", value));

  @Test
  void setVariableIsRead() {
    assertEquals(
        Map.of("the.key", "k", "the.size", 7),
        Settings.read(List.of(KEY, SIZE), Map.of("KEY", "k", "SIZE", "7", "OTHER", "x")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void emptyVariableIsNotSet(String nothing) {
    assertEquals(Map.of("the.size", 5), Settings.read(List.of(SIZE), Map.of("SIZE", nothing)));
    assertEquals(
        List.of("KEY is not set: it should be a key"), wrong(List.of(KEY), Map.of("KEY", nothing)));
  }

  @Test
  void valueIsStripped() {
    assertEquals(
        Map.of("the.key", "k k", "the.size", 7),
        Settings.read(List.of(KEY, SIZE), Map.of("KEY", " k k\n", "SIZE", " 7 ")));
  }

  @Test
  void errorsHaveTheOrderOfTheSettings() {
    assertEquals(
        List.of("SIZE is wrong: it should be 1 to 9", "KEY is not set: it should be a key"),
        wrong(List.of(SIZE, KEY), Map.of("SIZE", "10")));
  }

  @Test
  void messageHasNoValues() {
    InvalidSettingsException bad =
        assertThrows(
            InvalidSettingsException.class,
            () -> Settings.read(List.of(KEY, SIZE), Map.of("SIZE", "hunter2")));
    assertEquals(String.join("\n", bad.lines()), bad.getMessage());
    assertFalse(bad.lines().toString().contains("hunter2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "test", "dev,test", " test , dev ,"})
  void developmentUsesTheDevelopmentSetting(String environments) {
    assertEquals(
        Map.of("the.latch", "made-up"),
        Settings.read(List.of(LATCH), Map.of("MICRONAUT_ENVIRONMENTS", environments)));
    assertEquals(
        Map.of("the.latch", "k"),
        Settings.read(List.of(LATCH), Map.of("MICRONAUT_ENVIRONMENTS", environments, "KEY", "k")));
    assertEquals(
        Map.of("the.size", 5),
        Settings.read(List.of(SIZE), Map.of("MICRONAUT_ENVIRONMENTS", environments)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "staging", "production", "dev,production", "test,staging"})
  void otherEnvironmentsDoNot(String environments) {
    assertEquals(
        List.of("KEY is not set: it should be a key"),
        wrong(List.of(LATCH), Map.of("MICRONAUT_ENVIRONMENTS", environments)));
    assertEquals(
        Map.of("the.key", "k"),
        Settings.read(List.of(LATCH), Map.of("MICRONAUT_ENVIRONMENTS", environments, "KEY", "k")));
  }

  private static List<String> wrong(List<Setting> settings, Map<String, String> environment) {
    return assertThrows(InvalidSettingsException.class, () -> Settings.read(settings, environment))
        .lines();
  }
}
