package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the log says of a users service that fails: address, cause and recovery, each once. */
class UsersServiceLogTest {

  private final CapturedLog log = new CapturedLog("dev.scores.app.auth.UsersServiceLog");

  @Test
  void unexpectedAnswerIsReportedOnceAndTheRecoveryToo() {
    try (log;
        UsersStub users = new UsersStub();
        ScoresService service =
            ScoresService.start(users, "DATABASE_URL", SharedDatabase.URL, "AUTH_CACHE_TTL", "0")) {
      users.say("broken", 500, "{}");
      for (int i = 0; i < 3; i++) {
        assertEquals(503, service.get("/scores/user", "Authorization", "Bearer broken").status());
      }
      assertEquals(200, service.get("/scores/user", "Authorization", "Bearer user-7").status());
      String name = "users service at " + users.url();
      assertEquals(
          List.of(
              "WARN " + name + " gave an unexpected answer: status 500",
              "INFO " + name + " is reachable again after 0 s"),
          log.lines());
    }
  }

  @Test
  void refusedConnectionIsReportedOnceWithTheAddress() {
    UsersStub users = new UsersStub();
    try (log;
        ScoresService service = ScoresService.start(users, "DATABASE_URL", SharedDatabase.URL)) {
      users.close();
      for (int i = 0; i < 3; i++) {
        assertEquals(503, service.get("/scores/user", "Authorization", "Bearer user-7").status());
      }
      assertEquals(1, log.lines().size(), log.lines().toString());
      assertTrue(
          log.lines()
              .getFirst()
              .startsWith(
                  "WARN users service at %s gave no answer: Connection refused"
                      .formatted(users.url())),
          log.lines().toString());
    }
  }
}
