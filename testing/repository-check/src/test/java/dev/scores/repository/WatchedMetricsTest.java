package dev.scores.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.contract.MetricsTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rules and dashboards name only metrics and labels in docs/operations.md. Tests of the services
 * compare that document with the metrics that they serve.
 */
class WatchedMetricsTest {

  /** Labels that Prometheus adds. */
  private static final Set<String> TARGET = Set.of("job", "instance");

  private static final Pattern TEMPLATE = Pattern.compile("\\$labels\\.(\\w+)|\\{\\{(\\w+)}}");

  private static final Map<String, Set<String>> METRICS = metrics();

  /** A query, and a text with labels of its result. */
  record Query(String expression, String texts) {

    @Override
    public String toString() {
      return expression.strip().replaceAll("\\s+", " ");
    }
  }

  static Stream<Query> queries() {
    return Stream.concat(
        WatchFiles.rules().stream()
            .map(rule -> new Query(rule.get("expr").toString(), "" + rule.get("annotations"))),
        WatchFiles.queries().stream()
            .map(
                target ->
                    new Query(target.get("expr").toString(), "" + target.get("legendFormat"))));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void metricsAndLabelsExist(Query query) {
    assertEquals(List.of(), unknown(query));
  }

  /** A Prometheus can have the series of other programs, too. */
  @ParameterizedTest
  @MethodSource("queries")
  void queriesSelectTheJob(Query query) {
    PromQuery.parse(query.expression())
        .metrics()
        .forEach(
            (metric, labels) ->
                assertTrue(metric.startsWith("job:") || labels.contains("job"), metric));
  }

  @Test
  void rulesAndDashboardsHaveQueries() {
    assertTrue(WatchFiles.rules().size() > 40);
    assertTrue(WatchFiles.queries().size() > 40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no_such_metric > 1",
        "sum(rate(http_server_requests_seconds_sums[5m]))",
        "http_server_rejections_total{cause=\"late\"}",
        "sum by (reason) (rate(webhook_lag_seconds[5m]))",
        "job:no_such_rule:rate5m / 2",
        "max(feed_lag_seconds{job=\"scores\",le=\"1\"})"
      })
  void unknownNameIsFound(String expression) {
    assertFalse(unknown(new Query(expression, "")).isEmpty());
  }

  @Test
  void unknownLabelInATextIsFound() {
    assertEquals(
        List.of("targets"), unknown(new Query("webhook_lag_seconds", "{{ $labels.targets }}")));
    assertEquals(List.of("queue"), unknown(new Query("webhook_lag_seconds", "{{queue}}")));
  }

  /** The names in the query that do not exist. */
  private static List<String> unknown(Query query) {
    PromQuery names = PromQuery.parse(query.expression());
    Set<String> labelsOfAll = new TreeSet<>(TARGET);
    List<String> unknown = new ArrayList<>();
    names
        .metrics()
        .forEach(
            (metric, labels) -> {
              Set<String> known = METRICS.getOrDefault(metric, Set.of());
              labelsOfAll.addAll(known);
              Stream.of(metric).filter(name -> !METRICS.containsKey(name)).forEach(unknown::add);
              labels.stream()
                  .filter(label -> !known.contains(label) && !TARGET.contains(label))
                  .forEach(unknown::add);
            });
    Stream.concat(
            names.grouping().stream(),
            TEMPLATE.matcher(query.texts()).results().map(WatchedMetricsTest::label))
        .filter(label -> !labelsOfAll.contains(label))
        .forEach(unknown::add);
    return unknown;
  }

  private static String label(MatchResult template) {
    return template.group(1) == null ? template.group(2) : template.group(1);
  }

  /** The series that can be queried, with the labels of each. */
  private static Map<String, Set<String>> metrics() {
    Map<String, Set<String>> metrics = new TreeMap<>();
    MetricsTable table = MetricsTable.in(Repository.ROOT.resolve("docs/operations.md"));
    Stream.of("scores", "users")
        .flatMap(service -> table.documented(service).stream())
        .map(row -> row.split(" \\| ?", -1))
        .forEach(
            row -> series(row[0], row[1]).forEach(name -> metrics.put(name, labels(name, row[2]))));
    WatchFiles.rules().stream()
        .filter(rule -> rule.containsKey("record"))
        .forEach(rule -> metrics.put(rule.get("record").toString(), TARGET));
    metrics.put("up", TARGET);
    metrics.put("ALERTS", Set.of("alertname", "alertstate"));
    return metrics;
  }

  private static Stream<String> series(String name, String type) {
    Stream<String> suffixes =
        switch (type) {
          case "histogram" -> Stream.of("_bucket", "_count", "_sum", "_max");
          case "summary" -> Stream.of("_count", "_sum", "_max");
          default -> Stream.of("");
        };
    return suffixes.map(suffix -> name + suffix);
  }

  private static Set<String> labels(String series, String documented) {
    Set<String> labels = new TreeSet<>(Arrays.asList(documented.split(", ", -1)));
    if (series.endsWith("_bucket")) {
      labels.add("le");
    }
    return labels;
  }
}
