package dev.scores.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How the server has run a statement, as {@code explain (analyze, buffers)} says it. */
record Plan(List<String> lines) {

  private static final Pattern INDEX =
      Pattern.compile(
          "(?:Index (?:Only )?Scan(?: Backward)? using|Bitmap Index Scan on|Conflict Arbiter Indexes:) (\\w+)");

  /** Of the topmost node, which counts those of all nodes below. */
  private static final Pattern BUFFERS =
      Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

  Plan {
    lines = List.copyOf(lines);
  }

  /** Runs the statement and undoes it. */
  static Plan of(Statement statement, Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (var command = connection.createStatement()) {
      command.execute(statement.preparation("it"));
      var lines = new ArrayList<String>();
      try (var rows =
          command.executeQuery("explain (analyze, buffers) " + statement.execution("it"))) {
        while (rows.next()) {
          lines.add(rows.getString(1));
        }
      }
      command.execute("deallocate it");
      return new Plan(lines);
    } finally {
      connection.rollback();
    }
  }

  /** How many pages the statement touched, in memory or on disk. */
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

  boolean readsTheWholeTable() {
    return text().contains("Seq Scan on scores");
  }

  /** The indexes that serve it. */
  List<String> indexes() {
    var found = INDEX.matcher(text()).results().map(match -> match.group(1)).toList();
    return List.copyOf(new TreeSet<>(found));
  }

  String text() {
    return String.join("\n", lines);
  }
}
