package dev.scores.persistence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Documents of the service's statements: an index ({@code docs/queries.md}) and the text and plan
 * of each statement ({@code target/queries.md}).
 */
final class QueriesDocument {

  private QueriesDocument() {}

  /** The statements, grouped by the indexes that serve them. */
  static String index(int rows, Map<SqlStatement, QueryPlan> plans) {
    Map<String, List<String>> groups = new TreeMap<>();
    plans.forEach(
        (statement, plan) ->
            groups
                .computeIfAbsent(service(statement, plan), none -> new ArrayList<>())
                .add(name(statement)));
    return """
        # SQL statements

        Every statement of the scores service by the indexes that serve it, measured on %,d scores.
        `QueryPlansTest` checks the plans in every build: it fails if a statement reads the whole table without a stated
        reason or is missing here. `testing/benchmarks/queries` rewrites this file and writes every statement
        with its plan and buffers to `scores-persistence/target/queries.md`.

        | Index | Statements |
        |---|---|
        %s
        """
        .formatted(
            rows,
            groups.entrySet().stream()
                .map(
                    group ->
                        "| %s | %s |"
                            .formatted(group.getKey(), String.join(", ", group.getValue())))
                .collect(Collectors.joining("\n")));
  }

  static String details(int rows, Map<SqlStatement, QueryPlan> plans) {
    return plans.entrySet().stream()
        .map(entry -> section(entry.getKey(), entry.getValue()))
        .collect(
            Collectors.joining(
                "\n", "# SQL statements and their plans on %,d scores\n\n".formatted(rows), ""));
  }

  /** The statement's entry in the index. */
  static String name(SqlStatement statement) {
    return "`" + statement.name() + "`";
  }

  private static String section(SqlStatement statement, QueryPlan plan) {
    return """
        ## %s

        ```sql
        %s
        ```

        Index: %s

        ```text
        %s
        ```
        """
        .formatted(
            statement.name(), statement.sql().strip(), service(statement, plan), plan.text());
  }

  private static String service(SqlStatement statement, QueryPlan plan) {
    String indexes =
        plan.indexes().isEmpty() ? "none" : "`" + String.join("`, `", plan.indexes()) + "`";
    return statement
        .fullScanReason()
        .map(reason -> indexes + "; full scan: " + reason)
        .orElse(indexes);
  }
}
