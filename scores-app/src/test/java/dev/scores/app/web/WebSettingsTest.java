package dev.scores.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.chassis.settings.InvalidSettingsException;
import dev.scores.chassis.settings.Settings;
import dev.scores.domain.ExerciseId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSettingsTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "https://users.example, https://users.example",
    "https://users.example:8443/accounts/, https://users.example:8443/accounts",
    "/accounts, /accounts",
    "/accounts/, /accounts",
    "/, /"
  })
  void usersServiceHasAnAddressOrAPath(String value, String url) {
    assertEquals(url, read("USERS_PUBLIC_URL", value).get("web.users-url"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "users",
        "//users.example",
        "ftp://users.example",
        "https://ann:secret@users.example",
        "https://users.example?x",
        "https:///x",
        "/a;b",
        "javascript:alert(1)",
        "https://users.example; script-src *"
      })
  void otherUsersServiceIsRejected(String value) {
    assertEquals(
        "USERS_PUBLIC_URL is wrong: it should be an address such as https://users.example, or a"
            + " path such as /accounts",
        problem("USERS_PUBLIC_URL", value));
  }

  @Test
  void catalogueFileIsReadAtTheStart() throws IOException {
    Path file =
        file("[{\"id\": 85, \"title\": \" Two sum \", \"more\": 1}, {\"id\": 7, \"title\": null}]");
    ExerciseCatalogue catalogue =
        assertInstanceOf(
            ExerciseCatalogue.class,
            read("EXERCISE_CATALOGUE", file.toString()).get(WebSettings.CATALOGUE));
    assertEquals(Map.of(new ExerciseId(85), "Two sum", new ExerciseId(7), ""), catalogue.titles());
    assertEquals(
        List.of(new ExerciseId(85), new ExerciseId(7)), List.copyOf(catalogue.exercises()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | it must be an array of at most 10000 exercises",
        "[{\"id\":85}{] | malformed JSON in line 1",
        "[] [] | malformed JSON in line 1",
        "[{\"id\":1,\"id\":2}] | malformed JSON in line 1",
        "[{\"title\":\"x\"}] | each exercise must have an id from 1 to 2147483647",
        "[{\"id\":0}] | each exercise must have an id from 1 to 2147483647",
        "[{\"id\":1.5}] | each exercise must have an id from 1 to 2147483647",
        "[{\"id\":\"85\"}] | each exercise must have an id from 1 to 2147483647",
        "[85] | each exercise must have an id from 1 to 2147483647",
        "[{\"id\":85},{\"id\":85}] | it has exercise 85 twice",
        "[{\"id\":85,\"title\":1}] | the title of exercise 85 must be a text of at most 200 characters"
      })
  void malformedCatalogueIsRejected(String json, String problem) throws IOException {
    Path file = file(json);
    assertEquals(
        "EXERCISE_CATALOGUE is wrong: the file %s: %s".formatted(file, problem),
        problem("EXERCISE_CATALOGUE", file.toString()));
  }

  @Test
  void missingOrTooLargeCatalogueIsRejected() throws IOException {
    Path missing = directory.resolve("none.json");
    assertEquals(
        "EXERCISE_CATALOGUE is wrong: the file " + missing + " cannot be read",
        problem("EXERCISE_CATALOGUE", missing.toString()));
    Path large = file("[" + " ".repeat(ExerciseCatalogue.MAX_BYTES) + "]");
    assertEquals(
        "EXERCISE_CATALOGUE is wrong: the file " + large + ": it has more than 1048576 bytes",
        problem("EXERCISE_CATALOGUE", large.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://lms.example/x", "https://a:b@lms.example/x", "https://"})
  void otherAddressOfTheCatalogueIsRejected(String value) {
    assertEquals(
        "EXERCISE_CATALOGUE is wrong: it should be a file or an address such as"
            + " https://lms.example/exercises.json",
        problem("EXERCISE_CATALOGUE", value));
  }

  @Test
  void queryOfAnAddressMayBeASecret() {
    String address = "https://lms.example/exercises.json?key=secret";
    assertEquals(address, read("EXERCISE_CATALOGUE", address).get(WebSettings.CATALOGUE_ADDRESS));
    assertEquals(
        "https://lms.example/exercises.json", WebSettings.ALL.getLast().masked().apply(address));
  }

  private Path file(String json) throws IOException {
    return Files.writeString(directory.resolve("exercises.json"), json);
  }

  private static Map<String, Object> read(String name, String value) {
    return Settings.read(WebSettings.ALL, Map.of(name, value));
  }

  private static String problem(String name, String value) {
    return String.valueOf(
            assertThrows(InvalidSettingsException.class, () -> read(name, value)).getMessage())
        .strip();
  }
}
