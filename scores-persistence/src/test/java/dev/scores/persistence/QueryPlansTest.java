package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks the plan of every statement on many rows: it must use an index or state a reason for a
 * full scan. {@code -Dqueries.rows} sets the number of rows; {@code -Dqueries.write} rewrites the
 * documents.
 */
@NotOnCitus
class QueryPlansTest {

  private static final Path INDEX = Path.of("../docs/queries.md");
  private static final Path DETAILS = Path.of("target/queries.md");
  private static final int ROWS = Integer.getInteger("queries.rows", 100_000);
  private static final int EXERCISES = 100;

  private static ScoresTestDatabase database;

  @BeforeAll
  static void fill() {
    database = ScoresTestDatabase.fresh();
    // Vacuum marks pages as all-visible only after their commits are flushed.
    database.execute(
        """
        set synchronous_commit = on;
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
        select user_id, exercise_id, random() < 0.6, at, at
        from generate_series(1, %d) user_id, generate_series(1, %d) exercise_id,
             lateral (select now() - random() * interval '300 days' as at) as times
        order by random()
        """
            .formatted(ROWS / EXERCISES, EXERCISES));
    database.execute("vacuum analyze scores");
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void everyStatementHasASample() {
    var statements = SqlStatements.all();
    var literals = SqlStatements.literals();
    assertTrue(literals.size() > 7, () -> "too few statements found: " + literals);
    for (var literal : literals) {
      assertTrue(
          statements.stream().anyMatch(it -> SqlStatements.begins(it, literal)),
          () -> "add a sample to SqlStatements for\n" + literal);
    }
  }

  /** A prepared statement may get a generic plan, for all parameters. */
  @TestFactory
  Stream<DynamicTest> fullScansHaveAReason() {
    return Stream.of("force_custom_plan", "force_generic_plan")
        .flatMap(
            mode ->
                SqlStatements.all().stream()
                    .map(
                        statement ->
                            DynamicTest.dynamicTest(
                                statement.name() + ", " + mode,
                                () -> assertServed(statement, plan(statement, mode)))));
  }

  /**
   * Pages of the log read a descent of an index in each partition, and the rows that they return.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "JdbcChanges.SINCE (first page)",
        "JdbcChanges.SINCE (later page)",
        "JdbcChanges.LATEST",
        "JdbcAttempts.OF_SCORE",
        "JdbcAttempts.OF_PAIR"
      })
  void pageOfTheLogReadsAnIndexRange(String name) throws SQLException {
    var statement =
        SqlStatements.all().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
    var plan = plan(statement, "force_generic_plan");
    assertTrue(plan.buffers() < 100, plan::text);
    assertFalse(plan.filtersRows(), plan::text);
  }

  /** A fold that takes away the first solver of an exercise looks up the next one (ADR 54). */
  @Test
  void lostFirstSolverIsReplacedByARowOfAnIndex() throws SQLException {
    var statement =
        SqlStatement.of(
            "first_solve_of_exercise",
            "select * from first_solve_of_exercise(?, cast(? as xid8), ?)",
            23,
            Long.toString(Long.MAX_VALUE),
            0L);
    var plan = plan(statement, "force_generic_plan");
    assertTrue(plan.indexes().contains("scores_first_solve"), plan::text);
    assertTrue(plan.buffers() < 10, plan::text);
    assertFalse(plan.filtersRows(), plan::text);
  }

  @Test
  void indexListsEveryStatement() throws Exception {
    if (Boolean.getBoolean("queries.write")) {
      var plans = new LinkedHashMap<SqlStatement, QueryPlan>();
      for (var statement : SqlStatements.all()) {
        plans.put(statement, plan(statement, "force_custom_plan"));
      }
      Files.writeString(INDEX, QueriesDocument.index(ROWS, plans));
      Files.writeString(DETAILS, QueriesDocument.details(ROWS, plans));
    }
    var listed =
        Files.readAllLines(INDEX).stream()
            .filter(line -> line.startsWith("| ") && line.contains("`"))
            .map(line -> line.replaceFirst(".* \\| (?=`)", ""))
            .toList();
    var statements = SqlStatements.all().stream().map(QueriesDocument::name).toList();
    for (var statement : statements) {
      assertTrue(
          listed.stream().anyMatch(line -> line.contains(statement)),
          () -> "run testing/benchmarks/queries: docs/queries.md lacks " + statement);
    }
    assertEquals(
        2L * statements.size(), String.join("", listed).chars().filter(c -> c == '`').count());
  }

  private static void assertServed(SqlStatement statement, QueryPlan plan) {
    if (statement.fullScanReason().isEmpty()) {
      assertFalse(plan.scansTheTable(), plan::text);
      assertFalse(plan.indexes().isEmpty(), plan::text);
    }
  }

  private static QueryPlan plan(SqlStatement statement, String mode) throws SQLException {
    try (Connection connection = database.connect();
        var setting = connection.createStatement()) {
      setting.execute(ScoresTestDatabase.SESSION);
      setting.execute("set plan_cache_mode = " + mode);
      return QueryPlan.of(statement, connection);
    }
  }
}
