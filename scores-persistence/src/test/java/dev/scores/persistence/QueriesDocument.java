package dev.scores.persistence;

import java.util.List;

/** {@code docs/queries.md}: every statement of the service, and how the server runs it. */
final class QueriesDocument {

  private QueriesDocument() {}

  static String of(int rows, List<String> sections) {
    return """
        # The statements of the scores service

        Each statement with the plan that PostgreSQL takes for it on %,d scores, as
        `explain (analyze, buffers)` shows it. `testing/benchmarks/queries` writes this file from the code; `QueryPlansTest` runs the
        same on fewer rows in every build and fails where a statement is missing here, or reads the whole table without
        a reason.

        %s"""
        .formatted(rows, String.join("\n", sections));
  }

  static String section(Statement statement, Plan plan) {
    return """
        %s
        %s

        ```text
        %s
        ```
        """
        .formatted(head(statement), service(statement, plan), plan.text());
  }

  /** What tells the statement from others, and changes with it only. */
  static String head(Statement statement) {
    return """
        ## %s

        ```sql
        %s
        ```
        """
        .formatted(statement.name(), statement.sql().strip());
  }

  private static String service(Statement statement, Plan plan) {
    var indexes =
        plan.indexes().isEmpty()
            ? "No index."
            : "Served by `%s`.".formatted(String.join("`, `", plan.indexes()));
    return statement.wholeTable().map(reason -> indexes + " " + reason).orElse(indexes);
  }
}
