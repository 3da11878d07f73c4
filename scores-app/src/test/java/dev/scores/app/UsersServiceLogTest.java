package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Failures of the users service are logged once with address and cause, and so is recovery. */
@ResourceLock(CapturedLog.LOCK)
class UsersServiceLogTest {

  private final UsersStub users = new UsersStub();
  private final CapturedLog log =
      new CapturedLog("dev.scores.app.auth.UsersServiceLog", users.url());

  @Test
  void unexpectedResponseAndRecoveryAreLoggedOnce() {
    try (log;
        users;
        ScoresService service =
            ScoresService.start(
                users, "DATABASE_URL", TestDatabases.SHARED, "AUTH_CACHE_TTL", "0")) {
      users.respond("broken", 500, "{}");
      for (int i = 0; i < 3; i++) {
        assertEquals(503, service.get("/scores/user", "Authorization", "Bearer broken").status());
      }
      assertEquals(200, service.get("/scores/user", "Authorization", "Bearer user-7").status());
      String name = "users service at " + users.url();
      assertEquals(
          List.of(
              "WARN " + name + " returned an unexpected response: status 500",
              "INFO " + name + " is reachable again after 0 s"),
          log.lines());
    }
  }

  @Test
  void refusedConnectionIsLoggedOnceWithTheAddress() {
    try (log;
        ScoresService service = ScoresService.start(users, "DATABASE_URL", TestDatabases.SHARED)) {
      users.close();
      for (int i = 0; i < 3; i++) {
        assertEquals(503, service.get("/scores/user", "Authorization", "Bearer user-7").status());
      }
      assertEquals(1, log.lines().size(), log.lines().toString());
      assertTrue(
          log.lines()
              .getFirst()
              .startsWith(
                  "WARN users service at %s is unreachable: Connection refused"
                      .formatted(users.url())),
          log.lines().toString());
    }
  }
}
