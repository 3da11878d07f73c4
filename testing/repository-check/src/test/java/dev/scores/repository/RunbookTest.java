package dev.scores.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/runbook.md has a section for each alert and each code of a 503, and no other. */
class RunbookTest {

  private static final String RUNBOOK =
      "https://github.com/scores-dev/scores/blob/main/docs/runbook.md#";

  /** The alerts that a test of promtool expects to fire. */
  private static final Pattern FIRING = Pattern.compile("ALERTS\\{alertname=\"(\\w+)\"");

  static List<Map<?, ?>> alerts() {
    return WatchFiles.alerts();
  }

  @Test
  void everyAlertHasASection() {
    assertEquals(names(alerts()), sections("Alerts"));
  }

  @Test
  void everyCodeOfA503HasASection() {
    NavigableSet<String> codes = new TreeSet<>();
    for (String contract : List.of("openapi/scores.yaml", "openapi/users.yaml")) {
      Map<?, ?> document = WatchFiles.yaml(contract);
      collect(document, document, false, codes);
    }
    assertEquals(
        Set.of("service_unavailable", "authentication_unavailable", "temporarily_unavailable"),
        codes);
    assertEquals(codes, sections("Codes of a 503"));
  }

  @Test
  void everyAlertHasATestThatFiresIt() {
    assertEquals(
        names(alerts()),
        Stream.of("alerts", "growth", "objectives")
            .map(file -> Repository.read("testing/metrics/" + file + ".test.yml"))
            .flatMap(tests -> FIRING.matcher(tests).results())
            .map(alert -> alert.group(1))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void alertSaysWhatItMeans(Map<?, ?> alert) {
    Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
    assertEquals(Set.of("summary", "description", "runbook_url"), annotations.keySet());
    assertEquals(
        RUNBOOK + alert.get("alert").toString().toLowerCase(Locale.ROOT),
        annotations.get("runbook_url"));
    Object severity = ((Map<?, ?>) alert.get("labels")).get("severity");
    assertTrue(Set.of("page", "ticket").contains(severity), alert.toString());
  }

  private static NavigableSet<String> names(List<Map<?, ?>> alerts) {
    return alerts.stream()
        .map(alert -> alert.get("alert").toString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The headings below a chapter of the runbook. */
  private static NavigableSet<String> sections(String chapter) {
    String document = Repository.read("docs/runbook.md");
    String text = document.substring(document.indexOf("\n## " + chapter + "\n") + 1);
    int next = text.indexOf("\n## ");
    return (next < 0 ? text : text.substring(0, next))
        .lines()
        .filter(line -> line.startsWith("### "))
        .map(line -> line.substring(4).replace("`", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Collects the codes in examples of responses with status 503. */
  private static void collect(
      Map<?, ?> document, Object node, boolean isUnavailable, Set<String> codes) {
    if (node instanceof List<?> list) {
      list.forEach(child -> collect(document, child, isUnavailable, codes));
    } else if (node instanceof Map<?, ?> map) {
      if (isUnavailable && map.get("$ref") instanceof String reference) {
        collect(document, resolve(document, reference), true, codes);
      }
      if (isUnavailable && map.get("value") instanceof Map<?, ?> body) {
        Stream.of("code", "error")
            .filter(body::containsKey)
            .forEach(name -> codes.add(body.get(name).toString()));
      }
      map.forEach(
          (name, child) -> collect(document, child, isUnavailable || "503".equals(name), codes));
    }
  }

  private static Object resolve(Map<?, ?> document, String reference) {
    Object node = document;
    for (String name : reference.replaceFirst("#/", "").split("/", -1)) {
      node = ((Map<?, ?>) node).get(name);
    }
    return node;
  }
}
