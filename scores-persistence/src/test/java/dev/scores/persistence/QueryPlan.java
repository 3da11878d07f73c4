package dev.scores.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The output of {@code explain (analyze, buffers)} for a statement. */
record QueryPlan(List<String> lines) {

  private static final Pattern INDEX =
      Pattern.compile(
          "(?:Index (?:Only )?Scan(?: Backward)? using|Bitmap Index Scan on|Conflict Arbiter Indexes:) (\\w+)");

  /** The first match is the topmost node, whose figure includes all nodes below. */
  private static final Pattern BUFFERS =
      Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

  private static final Pattern TABLE_SCAN =
      Pattern.compile("Seq Scan on (scores|score_events(?!_dropped)\\w*) ");

  QueryPlan {
    lines = List.copyOf(lines);
  }

  /** Executes the statement and rolls it back. */
  static QueryPlan of(SqlStatement statement, Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var command = connection.createStatement()) {
      command.execute(statement.preparation("sample"));
      var lines = new ArrayList<String>();
      try (var rows =
          command.executeQuery("explain (analyze, buffers) " + statement.execution("sample"))) {
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
      }
      command.execute("deallocate sample");
      return new QueryPlan(lines);
    } finally {
      connection.rollback();
    }
  }

  /** The number of pages that the statement read, from memory or disk. */
  long buffers() {
    var first = BUFFERS.matcher(text());
    if (!first.find()) {
      throw new AssertionError(text());
    }
    return Stream.of(first.group(1), first.group(2))
        .filter(Objects::nonNull)
        .mapToLong(Long::parseLong)
        .sum();
  }

  boolean filtersRows() {
    return text().contains("Rows Removed by");
  }

  boolean scansTheTable() {
    return TABLE_SCAN.matcher(text()).find();
  }

  /** The indexes that the plan uses; those of a partition of the log without its month. */
  List<String> indexes() {
    var found =
        INDEX
            .matcher(text())
            .results()
            .map(match -> match.group(1).replaceFirst("^(score_events)_(\\d+_\\d+|other)_", "$1_"))
            .toList();
    return List.copyOf(new TreeSet<>(found));
  }

  String text() {
    return String.join("\n", lines);
  }
}
