package dev.scores.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results of a run as a Markdown table. */
final class Report {

  private static final String HEAD =
      """
      | drill | load | faults injected | acknowledged | lost | wrong | longest gap | result |
      | --- | --- | --- | ---: | ---: | ---: | ---: | --- |
      """;

  private final List<DrillResult> rows = new ArrayList<>();

  void add(DrillResult row) {
    rows.add(row);
  }

  boolean isPassed() {
    return !rows.isEmpty() && rows.stream().allMatch(DrillResult::isPassed);
  }

  String table() {
    var table = new StringBuilder(HEAD);
    rows.forEach(row -> table.append(line(row)));
    return table.toString();
  }

  private static String line(DrillResult row) {
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
        row.result());
  }
}
