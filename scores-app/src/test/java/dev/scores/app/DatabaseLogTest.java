package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of a database that fails: root cause, SQLSTATE and recovery, each once. */
class DatabaseLogTest {

  private static final String LOGGER = "dev.scores.chassis.database.DatabaseLog";

  @TempDir private static Path directory;
  private static OwnPostgres postgres;

  private final CapturedLog log = new CapturedLog(LOGGER);

  @BeforeAll
  static void start() throws Exception {
    postgres = new OwnPostgres(directory);
    postgres.execute("create role ann login password 'right'");
    postgres.execute("create database scores owner ann");
    postgres.requirePasswords();
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void wrongPasswordIsNamedOnceAndNeverShown() {
    try (log;
        UsersStub users = new UsersStub();
        ScoresService service = unmigrated(users, postgres.url("ann", "wrong-one", "scores"))) {
      for (int i = 0; i < 3; i++) {
        assertEquals(503, service.get("/scores/1").status());
      }
      String line = log.await("28P01");
      assertEquals(
          "WARN database \"scores\" at 127.0.0.1:%d refused the connection: password authentication failed for user \"ann\" (SQLSTATE 28P01)"
              .formatted(postgres.port()),
          line);
      assertEquals(List.of(line), log.lines());
    }
  }

  @Test
  void missingDatabaseIsNamed() {
    try (log;
        UsersStub users = new UsersStub();
        ScoresService service = unmigrated(users, postgres.url("ann", "right", "none"))) {
      assertEquals(503, service.get("/scores/1").status());
      assertTrue(
          log.await("3D000")
              .endsWith(
                  "refused the connection: database \"none\" does not exist (SQLSTATE 3D000)"),
          log.lines().toString());
    }
  }

  @Test
  void tooManyConnectionsAreNamedAndTheRecoveryToo() throws Exception {
    List<Connection> others = new ArrayList<>();
    try (log;
        UsersStub users = new UsersStub()) {
      // Not those that are kept for superusers, nor the one that the test's own statements need.
      for (int i = 0; i < 9; i++) {
        others.add(
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/scores".formatted(postgres.port()),
                "ann",
                "right"));
      }
      try (ScoresService service = unmigrated(users, postgres.url("ann", "right", "scores"))) {
        assertEquals(503, service.get("/scores/1").status());
        log.await("(SQLSTATE 53300)");
        for (Connection other : others) {
          other.close();
        }
        assertTrue(
            log.await("reachable again").startsWith("INFO database \"scores\" at 127.0.0.1:"),
            log.lines().toString());
      }
    }
  }

  @Test
  void canceledStatementIsNamedWithItsRequest() throws Exception {
    try (log;
        UsersStub users = new UsersStub();
        ScoresService service = migrated(users);
        Connection holder = service.connect()) {
      holder.setAutoCommit(false);
      try (var lock = holder.createStatement()) {
        lock.execute("lock table scores in access exclusive mode");
      }
      assertEquals(503, service.get("/scores/1").status());
      assertTrue(
          log.await("SQLSTATE")
              .endsWith(
                  " failed an operation: canceling statement due to lock timeout (SQLSTATE 55P03);"
                      + " during GET /scores/1"),
          log.lines().toString());
    }
  }

  @Test
  void stoppedDatabaseIsReportedAndItsReturnToo() {
    try (log;
        UsersStub users = new UsersStub();
        ScoresService service = migrated(users)) {
      assertEquals(404, service.get("/scores/1").status());
      postgres.stop();
      for (int i = 0; i < 5; i++) {
        assertEquals(503, service.get("/scores/1").status());
      }
      assertTrue(
          log.await("08001").endsWith(" cannot be reached: Connection refused (SQLSTATE 08001)"));
      postgres.startAgain();
      assertTrue(
          log.await("reachable again")
              .matches(
                  "INFO database \"scores\" at 127.0.0.1:\\d+ is reachable again after \\d+ s"));
      assertTrue(log.lines().size() < 7, log.lines().toString());
    }
  }

  private static ScoresService unmigrated(UsersStub users, String url) {
    return ScoresService.start(
        users, "DATABASE_URL", url, "MIGRATE_ON_START", "false", "DATABASE_POOL_SIZE", "2");
  }

  private static ScoresService migrated(UsersStub users) {
    return ScoresService.start(
        users, "DATABASE_URL", postgres.url("ann", "right", "scores"), "DATABASE_POOL_SIZE", "2");
  }
}
