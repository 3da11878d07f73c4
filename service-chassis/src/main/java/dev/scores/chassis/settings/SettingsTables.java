package dev.scores.chassis.settings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Renders settings as the Markdown tables of docs/configuration.md; tests compare the two. */
public final class SettingsTables {

  private SettingsTables() {}

  /** Every setting of a service. */
  public static String configuration(List<Setting> settings) {
    return table(
        List.of("variable", "format", "default", "meaning"),
        settings.stream()
            .map(
                setting ->
                    List.of(
                        "`" + setting.name() + "`",
                        setting.form(),
                        fallback(setting),
                        meaning(setting))));
  }

  private static String meaning(Setting setting) {
    return setting.holdsSecret()
        ? "%s `%s` can name a file with the value."
            .formatted(setting.meaning(), setting.fileVariable())
        : setting.meaning();
  }

  /** The differences between the environments, including settings. */
  public static String environments(List<Setting> settings) {
    return table(
        List.of("", "dev, test", "staging, production"),
        Stream.concat(
            Stream.of(
                List.of("log lines on standard output", "text", "JSON"),
                List.of("`recreate-db`", "runs at once", "requires `--yes`"),
                List.of("a well-known password in `DATABASE_URL`", "accepted", "rejected")),
            settings.stream().flatMap(SettingsTables::difference)));
  }

  private static Stream<List<String>> difference(Setting setting) {
    return otherFallback(setting).stream()
        .map(
            development ->
                List.of(
                    "default of `%s`".formatted(setting.name()),
                    shown(development),
                    shown(setting)));
  }

  /** The setting in development, if its default differs there. */
  private static Optional<Setting> otherFallback(Setting setting) {
    return setting.inDevelopment().filter(other -> !other.fallback().equals(setting.fallback()));
  }

  private static String fallback(Setting setting) {
    return otherFallback(setting)
        .map(development -> "%s; in dev and test %s".formatted(shown(setting), shown(development)))
        .orElseGet(() -> shown(setting));
  }

  private static String shown(Setting setting) {
    return setting
        .fallback()
        .map(value -> value.isEmpty() ? "none" : "`" + value + "`")
        .orElse("**required**");
  }

  private static String table(List<String> head, Stream<List<String>> rows) {
    return Stream.concat(Stream.of(head, head.stream().map(column -> "---").toList()), rows)
        .map(
            cells ->
                cells.stream()
                    .map(cell -> cell.replace("|", "\\|"))
                    .collect(Collectors.joining(" | ", "| ", " |\n")))
        .collect(Collectors.joining());
  }
}
