package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.scores.chassis.logging.LogThrottle;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Database errors return 503 with {@code Retry-After}, and the cause is logged once. */
class DatabaseFaultsTest {

  private final Logger logger =
      (Logger) LoggerFactory.getLogger("dev.scores.chassis.database.DatabaseLog");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void start() {
    logger.setLevel(Level.INFO);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  /** PostgreSQL raises the first error itself; a trigger raises the others with its texts. */
  @ParameterizedTest
  @CsvSource({
    "57014, canceling statement due to statement timeout",
    "53100, could not extend file \"base/1/2\": No space left on device",
    "53300, 'sorry, too many clients already'",
    "40P01, deadlock detected"
  })
  void failedWriteIs503AndLoggedOnceWithItsCause(String state, String message) {
    String statement =
        state.equals("57014")
            ? "perform pg_sleep(60)"
            : "raise exception '%s' using errcode = '%s'".formatted(message, state);
    try (UsersTestServer service = UsersTestServer.start()) {
      service.execute(
          "create function fail() returns trigger language plpgsql as"
              + " $$ begin %s; return new; end $$".formatted(statement));
      service.execute(
          "create trigger fail before insert on users for each row execute function fail()");
      long started = System.nanoTime();
      for (String name : List.of("ada", "bob")) {
        assertUnavailable(
            service.post(
                "/auth/register",
                "{\"username\":\"%1$s\",\"email\":\"%1$s@example.com\",\"password\":\"correct horse\"}"
                    .formatted(name)));
      }
      List<String> lines = lines();
      assertTrue(
          lines
              .getFirst()
              .endsWith(
                  " failed an operation: %s (SQLSTATE %s); during POST /auth/register"
                      .formatted(message, state)),
          lines.toString());
      long intervals = (System.nanoTime() - started) / LogThrottle.INTERVAL.toNanos();
      assertTrue(lines.size() <= 1 + intervals, lines.toString());
    }
  }

  @Test
  void missingPrivilegeIs503AndLogged() {
    try (UsersTestServer owner = UsersTestServer.start();
        UsersTestServer service =
            UsersTestServer.start(
                "DATABASE_URL", owner.urlWithoutRights(), "MIGRATE_ON_START", "false")) {
      assertUnavailable(
          service.post("/api/login", "{\"username\":\"ada\",\"password\":\"correct horse\"}"));
      assertTrue(
          lines().getFirst().contains("permission denied for table users (SQLSTATE 42501)"),
          lines().toString());
    }
  }

  private List<String> lines() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static void assertUnavailable(UsersTestServer.Response response) {
    assertEquals(503, response.status(), response.body());
    assertTrue(Integer.parseInt(response.header("Retry-After")) >= 1);
  }
}
