package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.devservices.DevPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The command {@code rebuild-reports}. */
@Isolated("Transactions of other tests would delay the reports.")
class RebuildReportsTest {

  private static final String MATCH = "The reports match the 2 scores.\n";

  private final String database = DevPostgres.forTests().freshDatabase();

  @Test
  void reportsAreCheckedAndRebuilt() {
    run(0, "migrate");
    ScoresService.execute(
        database,
        "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
            + " values (7, 1, true, now(), now()), (8, 1, true, now(), now())");
    assertEquals(MATCH, run(0, "rebuild-reports"));
    ScoresService.execute(database, "update report_users set correct = 5 where user_id = 8");
    assertEquals(
        "1 row of the reports does not match the 2 scores.\n",
        run(1, "rebuild-reports", "--check"));
    assertEquals(
        "The reports match the 2 scores now: 1 row was corrected.\n", run(0, "rebuild-reports"));
    assertEquals(MATCH, run(0, "rebuild-reports", "--check"));
    assertTrue(run(0, "rebuild-reports", "--help").contains("--check"));
  }

  private String run(int status, String... arguments) {
    ExecutedCommand ended = ExecutedCommand.of(Map.of("DATABASE_URL", database), arguments);
    assertEquals(status, ended.status(), ended.errors());
    return ended.output();
  }
}
