package dev.scores.chassis.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

  private static final Setting KEY =
      Setting.required("KEY", "a key", "What opens.", value -> Map.of("the.key", value));
  private static final Setting SIZE =
      Setting.optional("SIZE", "1 to 9", "5", "How large.", Setting.number("the.size", 1, 9));

  private static final Setting SECRET =
      Setting.required("SECRET", "a key", "What is hidden.", value -> Map.of("the.secret", value))
          .secret();

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

  @ParameterizedTest
  @ValueSource(strings = {"k k", "k k\n", "k k\r\n", "\n k k \n\n"})
  void secretCanBeInAFile(String text, @TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), text);
    Map<String, String> environment = Map.of("SECRET_FILE", file.toString(), "SECRET", " ");
    assertEquals("k k", Settings.value(SECRET, environment));
    assertEquals(Map.of("the.secret", "k k"), Settings.read(List.of(SECRET), environment));
    assertEquals(
        Map.of("the.secret", "k k"),
        Settings.read(
            List.of(SECRET.inDevelopment("a key", "none", SECRET.reader())),
            Map.of("SECRET_FILE", file.toString(), "MICRONAUT_ENVIRONMENTS", "dev")));
  }

  @Test
  void settingWithoutASecretHasNoFile() {
    assertEquals(
        List.of("KEY is not set: it should be a key"),
        wrong(List.of(KEY), Map.of("KEY_FILE", "none")));
  }

  @Test
  void variableAndFileExcludeEachOther(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("secret"), "hunter2");
    assertEquals(
        List.of("SECRET and SECRET_FILE are both set: set one of them"),
        wrong(List.of(SECRET), Map.of("SECRET", "hunter2", "SECRET_FILE", file.toString())));
  }

  @Test
  void unusableFileIsNamedInOneLine(@TempDir Path directory) throws IOException {
    Path empty = Files.writeString(directory.resolve("empty"), " \n");
    Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff});
    assertEquals("SECRET_FILE is wrong: the file is empty", unusable(empty.toString()));
    assertEquals("SECRET_FILE is wrong: the file is not UTF-8 text", unusable(binary.toString()));
    assertEquals("SECRET_FILE is wrong: the file cannot be read", unusable(directory.toString()));
    assertEquals("SECRET_FILE is wrong: there is no such file", unusable("hunter2"));
    assertEquals("SECRET_FILE is wrong: there is no such file", unusable("hunter\0"));
  }

  @Test
  void wrongValueOfAFileIsNamedBesideOtherErrors(@TempDir Path directory) throws IOException {
    Setting number = Setting.required("N", "1", "N.", Setting.number("n", 1, 1)).secret();
    Path file = Files.writeString(directory.resolve("n"), "hunter2\n");
    assertEquals(
        List.of("N is wrong: it should be 1", "SECRET_FILE is wrong: there is no such file"),
        wrong(
            List.of(number, SECRET),
            Map.of("N_FILE", file.toString(), "SECRET_FILE", directory + "/none")));
  }

  private static String unusable(String path) {
    return String.join("\n", wrong(List.of(SECRET), Map.of("SECRET_FILE", path)));
  }

  private static List<String> wrong(List<Setting> settings, Map<String, String> environment) {
    return assertThrows(InvalidSettingsException.class, () -> Settings.read(settings, environment))
        .lines();
  }
}
