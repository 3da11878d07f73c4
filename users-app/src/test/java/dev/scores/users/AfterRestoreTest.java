package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.UsersTestServer.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command {@code after-restore}: what was ended after the backup does not come back. */
class AfterRestoreTest {

  private static final String LOGIN = "{\"username\":\"ada\",\"password\":\"correct horse\"}";

  @Test
  void sessionsEndAndIdsDoNotComeAgain() {
    try (UsersTestServer service = UsersTestServer.start("LOGIN_RATE_LIMIT", "0")) {
      service.register("ada");
      Response login = service.post("/api/login", LOGIN);
      assertEquals(200, service.status(login.token()).status());

      UsersCommand command =
          UsersCommand.execute(
              Map.of("DATABASE_URL", service.databaseUrl()), "after-restore", "--yes");

      assertEquals(new UsersCommand(0, ""), command);
      assertEquals(401, service.status(login.token()).status());
      assertEquals(
          400,
          service.grant("grant_type=refresh_token&refresh_token=" + login.refreshToken()).status());
      Response again = service.post("/api/login", LOGIN);
      assertEquals(200, service.status(again.token()).status());
      service.register("bob");
      int gap = Integer.parseInt(service.value("select max(id) - min(id) from users"));
      assertTrue(gap > 100_000, "bob comes " + gap + " after ada");
    }
  }
}
