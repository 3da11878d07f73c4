package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.settings.DatabaseUrl;
import dev.scores.devservices.DevPostgres;
import dev.scores.devservices.ForkedService;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A process whose migration is aborted never exits with status 0. */
@Execution(ExecutionMode.CONCURRENT)
class AbortedMigrationTest {

  private final String database = DevPostgres.forTests().freshDatabase();

  @Test
  void migrateStoppedBySignalFails() throws Exception {
    // 128 + SIGTERM.
    assertEquals(143, stoppedWhileItWaits("migrate").status());
  }

  @Test
  void startStoppedDuringItsMigrationFails() throws Exception {
    ForkedService.Exit ended = stoppedWhileItWaits();
    assertEquals(1, ended.status(), ended.output());
    assertTrue(ended.output().contains("before it served"), ended.output());
  }

  @Test
  void migrateWithoutItsConnectionFails() throws Exception {
    try (Connection holder = locked();
        ForkedService process =
            ForkedService.start(ScoresApplication.class, environment(), "migrate")) {
      awaitWaiting(holder, process);
      try (Statement statement = holder.createStatement()) {
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");
      }
      ForkedService.Exit ended = process.awaitExit();
      assertEquals(1, ended.status(), ended.errors());
      assertTrue(ended.errors().startsWith("DATABASE_URL: "), ended.errors());
    }
  }

  private ForkedService.Exit stoppedWhileItWaits(String... arguments) throws SQLException {
    try (Connection holder = locked();
        ForkedService process =
            ForkedService.start(ScoresApplication.class, environment(), arguments)) {
      awaitWaiting(holder, process);
      process.terminate();
      return process.awaitExit();
    }
  }

  private Map<String, String> environment() {
    return Map.of("PORT", "0", "DATABASE_URL", database, "USERS_SERVICE_URL", "http://127.0.0.1:1");
  }

  /** A session that holds a lock that every migration needs. */
  private Connection locked() throws SQLException {
    assertEquals(0, ExecutedCommand.of(environment(), "migrate").status());
    DatabaseUrl url = DatabaseUrl.parse(database);
    Connection holder =
        DriverManager.getConnection(
            url.jdbcUrl(), url.user().orElse(null), url.password().orElse(null));
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("lock table flyway_schema_history in access exclusive mode");
    }
    return holder;
  }

  /** Returns when another session waits for the lock. */
  private static void awaitWaiting(Connection holder, ForkedService process) throws SQLException {
    try (Statement statement = holder.createStatement()) {
      while (true) {
        try (ResultSet waiting =
            statement.executeQuery(
                "select count(*) from pg_locks where not granted"
                    + " and relation = 'flyway_schema_history'::regclass")) {
          waiting.next();
          if (waiting.getInt(1) > 0) {
            return;
          }
        }
        assertTrue(process.isRunning(), "the process ended early");
      }
    }
  }
}
