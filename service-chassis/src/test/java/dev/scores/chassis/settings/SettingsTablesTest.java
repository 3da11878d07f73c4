package dev.scores.chassis.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTablesTest {

  private static final List<Setting> SETTINGS =
      List.of(
          Setting.required("KEY", "a key", "What opens.", value -> Map.of())
              .inDevelopment("a key", "", value -> Map.of()),
          Setting.optional("SIZE", "1|2", "2", "How large.", value -> Map.of()),
          Setting.required("HOUSE", "a house", "Where.", value -> Map.of())
              .inDevelopment(value -> Map.of()),
          Setting.optional("SECRET", "a word", "", "What is hidden.", value -> Map.of()).secret());

  @Test
  void everySettingHasARow() {
    assertEquals(
        """
        | variable | format | default | meaning |
        | --- | --- | --- | --- |
        | `KEY` | a key | **required**; in dev and test none | What opens. |
        | `SIZE` | 1\\|2 | `2` | How large. |
        | `HOUSE` | a house | **required** | Where. |
        | `SECRET` | a word | none | What is hidden. `SECRET_FILE` can name a file with the value. |
        """,
        SettingsTables.configuration(SETTINGS));
  }

  @Test
  void differencesBetweenEnvironmentsHaveARow() {
    assertEquals(
        """
        |  | dev, test | staging, production |
        | --- | --- | --- |
        | log lines on standard output | text | JSON |
        | `recreate-db` | runs at once | requires `--yes` |
        | a well-known password in `DATABASE_URL` | accepted | rejected |
        | default of `KEY` | none | **required** |
        """,
        SettingsTables.environments(SETTINGS));
  }
}
