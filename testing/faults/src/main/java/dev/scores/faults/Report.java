package dev.scores.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of a run, as Markdown. */
final class Report {

  private static final String HEAD =
      """
      | drill | load | faults injected | acknowledged | lost | wrong | longest gap | verdict |
      | --- | --- | --- | ---: | ---: | ---: | ---: | --- |
      """;

  private final List<Row> rows = new ArrayList<>();

  void add(Row row) {
    rows.add(row);
  }

  boolean isGood() {
    return !rows.isEmpty() && rows.stream().allMatch(Row::isKept);
  }

  String table() {
    var table = new StringBuilder(HEAD);
    rows.forEach(row -> table.append(line(row)));
    return table.toString();
  }

  private static String line(Row row) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %d | %d | %d | %.2f s | %s |%n",
        row.drill(),
        row.load(),
        row.faults(),
        row.acknowledged(),
        row.lost(),
        row.wrong(),
        row.longestGap().toMillis() / 1000.0,
        row.verdict());
  }
}
