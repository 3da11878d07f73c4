package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * How PostgreSQL runs every statement of the service on many rows: through an index, or for a
 * reason. With {@code -Dqueries.document=file} it also writes the plans down; {@code
 * -Dqueries.rows} says of how many rows.
 */
class QueryPlansTest {

  private static final Path DOCUMENT = Path.of("../docs/queries.md");
  private static final int ROWS = Integer.getInteger("queries.rows", 100_000);
  private static final int EXERCISES = 100;

  private static Database database;

  @BeforeAll
  static void fill() {
    database = Database.fresh();
    // Vacuum takes a row for visible to all once its commit is on disk.
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
  void everyStatementInTheCodeHasASample() {
    var statements = Statements.all();
    var literals = Statements.literals();
    assertTrue(literals.size() > 7, () -> "Too few are found: " + literals);
    for (var literal : literals) {
      assertTrue(
          statements.stream().anyMatch(it -> Statements.begins(it, literal)),
          () -> "Add a sample to Statements of\n" + literal);
    }
  }

  /** A statement that is prepared on the server has after a while a plan for all parameters. */
  @TestFactory
  Stream<DynamicTest> noStatementReadsTheWholeTableWithoutAReason() {
    return Stream.of("force_custom_plan", "force_generic_plan")
        .flatMap(
            mode ->
                Statements.all().stream()
                    .map(
                        statement ->
                            DynamicTest.dynamicTest(
                                statement.name() + ", " + mode,
                                () -> assertServed(statement, plan(statement, mode)))));
  }

  @Test
  void theDocumentShowsEveryStatement() throws Exception {
    var wanted = Optional.ofNullable(System.getProperty("queries.document"));
    if (wanted.isPresent()) {
      Files.writeString(Path.of(wanted.get()), document());
    }
    var document = Files.readString(wanted.map(Path::of).orElse(DOCUMENT));
    var statements = Statements.all();
    for (var statement : statements) {
      assertTrue(
          document.contains(QueriesDocument.head(statement)),
          () -> "Run testing/benchmarks/queries: docs/queries.md does not have\n" + statement);
    }
    assertEquals(
        statements.size(), document.lines().filter(line -> line.startsWith("## ")).count());
  }

  private static void assertServed(Statement statement, Plan plan) {
    if (statement.wholeTable().isEmpty()) {
      assertFalse(plan.readsTheWholeTable(), plan::text);
      assertFalse(plan.indexes().isEmpty(), plan::text);
    }
  }

  private static Plan plan(Statement statement, String mode) throws SQLException {
    try (Connection connection = database.connect();
        var setting = connection.createStatement()) {
      setting.execute(Database.SESSION);
      setting.execute("set plan_cache_mode = " + mode);
      return Plan.of(statement, connection);
    }
  }

  private static String document() throws SQLException, IOException {
    List<String> sections = new ArrayList<>();
    for (var statement : Statements.all()) {
      sections.add(QueriesDocument.section(statement, plan(statement, "force_custom_plan")));
    }
    return QueriesDocument.of(ROWS, sections);
  }
}
