package dev.scores.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The rules in deploy/prometheus and the dashboards in deploy/grafana. */
final class WatchFiles {

  private WatchFiles() {}

  /** The recording and alerting rules, as in their files. */
  static List<Map<?, ?>> rules() {
    return Stream.of("objectives.yml", "alerts.yml")
        .map(file -> yaml("deploy/prometheus/" + file))
        .flatMap(rules -> maps(rules.get("groups")))
        .flatMap(group -> maps(group.get("rules")))
        .toList();
  }

  /** The alerting rules. */
  static List<Map<?, ?>> alerts() {
    return rules().stream().filter(rule -> rule.containsKey("alert")).toList();
  }

  /** The queries of all panels, each with its {@code expr} and {@code legendFormat}. */
  static List<Map<?, ?>> queries() {
    try (Stream<Path> dashboards =
        Files.list(Repository.ROOT.resolve("deploy/grafana/dashboards"))) {
      return dashboards
          .map(file -> yaml(Repository.ROOT.relativize(file).toString())) // JSON is YAML.
          .flatMap(dashboard -> maps(dashboard.get("panels")))
          .filter(panel -> panel.containsKey("targets"))
          .flatMap(panel -> maps(panel.get("targets")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<?, ?> yaml(String file) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    return new Yaml(new SafeConstructor(options)).load(Repository.read(file));
  }

  private static Stream<Map<?, ?>> maps(Object list) {
    return ((List<?>) list).stream().map(one -> (Map<?, ?>) one);
  }
}
