package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.chassis.settings.SettingsTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/configuration.md, each between two markers, match the settings in the code.
 */
class UsersConfigurationDocumentTest {

  @Test
  void settingsAreDocumented() throws IOException {
    assertEquals(
        SettingsTables.configuration(UsersApplication.SETTINGS), table("the settings of users"));
  }

  @Test
  void environmentsAreDocumented() throws IOException {
    assertEquals(SettingsTables.environments(UsersApplication.SETTINGS), table("the environments"));
  }

  private static String table(String name) throws IOException {
    String document = Files.readString(Path.of("..", "docs", "configuration.md"));
    String mark = "<!-- " + name + " -->\n";
    int start = document.indexOf(mark);
    int end = document.indexOf("<!-- end -->", Math.max(start, 0));
    return start < 0 || end < 0
        ? "there is no " + mark
        : document.substring(start + mark.length(), end);
  }
}
