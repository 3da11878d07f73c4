package dev.scores.repository;

import java.util.List;
import java.util.stream.Stream;

/** The tables of docs/configuration.md; tests of the services compare them with the code. */
final class SettingsDocument {

  private SettingsDocument() {}

  /** The names of a service's settings. */
  static List<String> settings(String service) {
    return rows(service).map(cells -> cells[1]).toList();
  }

  /** Whether the setting can be given as a file. */
  static boolean hasFile(String service, String setting) {
    return rows(service)
        .anyMatch(
            cells -> cells[1].equals(setting) && cells[4].contains(setting + "_FILE can name"));
  }

  /** The default of a setting in production. */
  static String fallback(String service, String setting) {
    return rows(service)
        .filter(cells -> cells[1].equals(setting))
        .map(cells -> cells[3].replaceFirst(";.*", ""))
        .findFirst()
        .orElseThrow();
  }

  /** The cells of each row; the first cell is empty. */
  private static Stream<String[]> rows(String service) {
    String from = "<!-- the settings of " + service + " -->";
    String document = Repository.read("docs/configuration.md");
    String table = document.substring(document.indexOf(from));
    return table
        .substring(0, table.indexOf("<!-- end -->"))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.replace("`", "").split("\\s*\\|\\s*", -1));
  }
}
