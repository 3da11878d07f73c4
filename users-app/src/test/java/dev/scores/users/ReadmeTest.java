package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.chassis.settings.SettingsTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** README.md says of the settings what the code does: each table there stands between two marks. */
class ReadmeTest {

  @Test
  void theReadmeHasTheTableOfTheSettings() throws IOException {
    assertEquals(
        SettingsTables.configuration(Application.SETTINGS), table("the settings of users"));
  }

  @Test
  void theReadmeHasTheTableOfTheEnvironments() throws IOException {
    assertEquals(SettingsTables.environments(Application.SETTINGS), table("the environments"));
  }

  private static String table(String name) throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String mark = "<!-- " + name + " -->\n";
    int start = readme.indexOf(mark);
    int end = readme.indexOf("<!-- end -->", Math.max(start, 0));
    return start < 0 || end < 0
        ? "there is no " + mark
        : readme.substring(start + mark.length(), end);
  }
}
