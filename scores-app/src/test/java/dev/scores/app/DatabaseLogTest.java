package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.logging.LogThrottle;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Database failures are logged once with root cause and SQLSTATE, and so is the recovery. */
@ResourceLock(CapturedLog.LOCK)
class DatabaseLogTest {

  private static final String LOGGER = "dev.scores.chassis.database.DatabaseLog";

  @TempDir private static Path directory;
  private static OwnPostgres postgres;

  private final CapturedLog log = new CapturedLog(LOGGER, address());

  @BeforeAll
  static void start() throws Exception {
    postgres = new OwnPostgres(directory);
    postgres.execute("create role ann login password 'right'");
    postgres.execute("create database scores owner ann");
    postgres.requirePasswords();
  }

  /** The address as the log lines contain it. */
  private static String address() {
    return " at 127.0.0.1:" + postgres.port() + " ";
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @Test
  void wrongPasswordIsLoggedOnceWithoutThePassword() {
    try (log;
        UsersStub users = new UsersStub();
        ScoresService service = unmigrated(users, postgres.url("ann", "wrong-one", "scores"))) {
      simultaneous(service, 3).forEach(DatabaseLogTest::assertUnavailable);
      String line = log.await("28P01");
      assertEquals(
          "WARN database \"scores\" at 127.0.0.1:%d refused the connection: password authentication failed for user \"ann\" (SQLSTATE 28P01)"
              .formatted(postgres.port()),
          line);
      assertEquals(List.of(line), log.lines());
    }
  }

  @Test
  void missingDatabaseIsLogged() {
    try (log;
        UsersStub users = new UsersStub();
        ScoresService service = unmigrated(users, postgres.url("ann", "right", "none"))) {
      assertUnavailable(service.get("/scores/1"));
      assertTrue(
          log.await("3D000")
              .endsWith(
                  "refused the connection: database \"none\" does not exist (SQLSTATE 3D000)"),
          log.lines().toString());
    }
  }

  @Test
  void tooManyConnectionsAndRecoveryAreLogged() throws Exception {
    List<Connection> others = new ArrayList<>();
    try (log;
        UsersStub users = new UsersStub()) {
      // Except those reserved for superusers and the one that the test itself needs.
      for (int i = 0; i < 9; i++) {
        others.add(
            DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/scores".formatted(postgres.port()),
                "ann",
                "right"));
      }
      try (ScoresService service = unmigrated(users, postgres.url("ann", "right", "scores"))) {
        assertUnavailable(service.get("/scores/1"));
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
  void canceledStatementIsLoggedWithItsRequest() throws Exception {
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

  /** PostgreSQL raises the first error itself; a trigger raises the others with its texts. */
  @ParameterizedTest
  @CsvSource({
    "57014, canceling statement due to statement timeout",
    "53100, could not extend file \"base/1/2\": No space left on device",
    "40P01, deadlock detected",
    "42501, permission denied for table scores"
  })
  void failedWriteIs503AndLoggedOnceWithItsCause(String state, String message) {
    String statement =
        state.equals("57014")
            ? "perform pg_sleep(60)"
            : "raise exception '%s' using errcode = '%s'".formatted(message, state);
    try (log;
        UsersStub users = new UsersStub();
        ScoresService service = migrated(users)) {
      service.execute(
          "create or replace function fail() returns trigger language plpgsql as"
              + " $$ begin %s; return new; end $$".formatted(statement));
      service.execute(
          "create or replace trigger fail before insert on scores for each row execute function"
              + " fail()");
      long started = System.nanoTime();
      for (int i = 0; i < 2; i++) {
        assertUnavailable(
            service.write("PATCH", "/scores", 1, "{\"exercise_id\":1,\"correct\":true}"));
      }
      List<String> lines = log.lines();
      assertEquals(
          "WARN database \"scores\" at 127.0.0.1:%d failed an operation: %s (SQLSTATE %s); during PATCH /scores"
              .formatted(postgres.port(), message, state),
          lines.getFirst());
      long intervals = (System.nanoTime() - started) / LogThrottle.INTERVAL.toNanos();
      assertTrue(lines.size() <= 1 + intervals, lines.toString());
    } finally {
      postgres.execute("scores", "drop trigger fail on scores");
    }
  }

  @Test
  void missingPrivilegeIs503AndLogged() {
    try (log;
        UsersStub users = new UsersStub();
        ScoresService owner = migrated(users)) {
      postgres.execute("create role eve login password 'right'");
      try (ScoresService service = unmigrated(users, postgres.url("eve", "right", "scores"))) {
        assertUnavailable(service.get("/scores/1"));
        assertUnavailable(service.get("/scores"));
        assertTrue(
            log.await("42501")
                .endsWith(
                    " failed an operation: permission denied for table scores (SQLSTATE 42501);"
                        + " during GET /scores/1"),
            log.lines().toString());
        assertEquals(404, owner.get("/scores/1").status());
      }
    }
  }

  @Test
  void brokenListIsLogged() throws Exception {
    try (log;
        UsersStub users = new UsersStub();
        ScoresService service = migrated(users);
        Socket client = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      service.execute(
          "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
              + " select 9, i, true, now(), now() from generate_series(1, 200000) i");
      client
          .getOutputStream()
          .write("GET /scores HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream response = client.getInputStream();
      assertEquals("HTTP/1.1 200", new String(response.readNBytes(12), StandardCharsets.US_ASCII));
      service.execute("alter table scores rename to moved");
      String rest = new String(response.readAllBytes(), StandardCharsets.US_ASCII);
      assertFalse(rest.endsWith("\r\n0\r\n\r\n"), "the list is complete");
      assertTrue(
          log.await("42P01").endsWith("; during GET /scores (after a part was sent)"),
          log.lines().toString());
    } finally {
      postgres.execute("scores", "alter table moved rename to scores");
      postgres.execute("scores", "delete from scores where user_id = 9");
    }
  }

  @Test
  void stoppedDatabaseAndRecoveryAreLogged() {
    try (log;
        UsersStub users = new UsersStub();
        ScoresService service = migrated(users)) {
      assertEquals(404, service.get("/scores/1").status());
      postgres.stop();
      try {
        simultaneous(service, 5).forEach(response -> assertEquals(503, response.status()));
        // A connection that was being opened meanwhile may be logged before, with its own cause.
        assertTrue(
            log.await("Connection refused (SQLSTATE 08001)").contains(" cannot be reached: "));
      } finally {
        postgres.startAgain();
      }
      assertTrue(
          log.await("reachable again")
              .matches(
                  "INFO database \"scores\" at 127.0.0.1:\\d+ is reachable again after \\d+ s"));
      assertTrue(log.lines().size() < 7, log.lines().toString());
    }
  }

  /** Responses to requests sent at once, because each waits a second for a connection. */
  private static List<ScoresService.Response> simultaneous(ScoresService service, int requests) {
    return Stream.generate(() -> service.getAsync("/scores/1")).limit(requests).toList().stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private static void assertUnavailable(ScoresService.Response response) {
    assertEquals(503, response.status(), response.body());
    assertTrue(Integer.parseInt(response.header("Retry-After")) >= 1);
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
