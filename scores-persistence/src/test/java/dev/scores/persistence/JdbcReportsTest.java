package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.Reports;
import dev.scores.domain.Scores;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.UserId;
import dev.scores.domain.testkit.ReportsContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JdbcReportsTest {

  private static ScoresTestDatabase database;

  @BeforeAll
  static void open() {
    database = ScoresTestDatabase.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Nested
  class Rules extends ReportsContract {
    @Override
    protected Scores emptyStore() {
      return database.emptyScores();
    }

    @Override
    protected Reports reports() {
      return database.reports();
    }
  }

  /** The table is locked, so every admitted report keeps its connection. */
  @Test
  void concurrentReportsLeaveConnectionsFree() throws SQLException {
    try (ScoresTestDatabase narrow =
            ScoresTestDatabase.fresh(Map.of("datasources.default.maximum-pool-size", 8));
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        Connection holder = narrow.connect();
        Statement hold = holder.createStatement()) {
      narrow.execute("create table free_of_locks as select 1 as one");
      holder.setAutoCommit(false);
      hold.execute("lock table scores in access exclusive mode");
      for (int n = 0; n < 20; n++) {
        callers.execute(() -> narrow.reports().ofAll());
        callers.execute(() -> narrow.reports().leaderboard(10));
        callers.execute(() -> narrow.reports().standing(new UserId(1)));
        callers.execute(() -> narrow.boards().first(10));
      }
      while (waiting(hold) < 2) {
        Thread.onSpinWait();
      }
      // Other connections are free: an exhausted pool would fail this read.
      ReadQuery reading = narrow.context().getBean(ReadQuery.class);
      for (int n = 0; n < 50; n++) {
        assertEquals(
            1, reading.rows("select one from free_of_locks", row -> row.getInt(1)).getFirst());
        assertTrue(waiting(hold) <= 2, "too many concurrent reports");
      }
      holder.rollback();
    }
  }

  /** The table is locked, so the first report does not end. */
  @Test
  void reportIsRejectedIfOthersDoNotEnd() throws SQLException {
    Reports reports =
        new JdbcReports(
            database.context().getBean(ReadQuery.class), new FullScans(1, Duration.ofMillis(1)));
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        Connection holder = database.connect();
        Statement hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute("lock table scores in access exclusive mode");
      callers.execute(reports::ofAll);
      while (waiting(hold) < 1) {
        Thread.onSpinWait();
      }
      assertThrows(ScoresUnavailable.class, reports::ofAll);
      Thread.currentThread().interrupt();
      assertThrows(ScoresUnavailable.class, reports::ofAll);
      assertTrue(Thread.interrupted(), "the interrupt was lost");
      holder.rollback();
    }
  }

  private static int waiting(Statement statement) throws SQLException {
    try (ResultSet found =
        statement.executeQuery(
            "select count(*) from pg_locks where not granted and relation = 'scores'::regclass")) {
      found.next();
      return found.getInt(1);
    }
  }
}
