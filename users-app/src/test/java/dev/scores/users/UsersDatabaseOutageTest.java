package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.users.UsersTestServer.Response;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class UsersDatabaseOutageTest {

  private static final String UNAVAILABLE =
      "{\"status\":\"error\",\"message\":\"The service is unavailable. Please try again.\","
          + "\"code\":\"service_unavailable\"}";
  private static final String API_UNAVAILABLE =
      "{\"error\":\"Service Unavailable\",\"message\":\"The service is unavailable. Please try"
          + " again.\"}";

  @Test
  void unavailableDatabaseReturns503() throws IOException {
    String token;
    try (UsersTestServer before =
        UsersTestServer.start("DATABASE_URL", UsersTestDatabases.SHARED)) {
      token = before.register("before");
    }
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    try (UsersTestServer service =
        UsersTestServer.start(
            "DATABASE_URL",
            "postgres://nobody:secret@127.0.0.1:" + closed + "/none",
            "MIGRATE_ON_START",
            "false",
            "SMTP_URL",
            "smtp://127.0.0.1:1")) {
      Response status = service.status(token).is(503, UNAVAILABLE);
      assertTrue(Integer.parseInt(status.header("Retry-After")) >= 1);
      Response login =
          service
              .post("/api/login", "{\"username\":\"ada\",\"password\":\"correct horse\"}")
              .is(503, API_UNAVAILABLE);
      assertTrue(Integer.parseInt(login.header("Retry-After")) >= 1);
      service
          .post(
              "/auth/register",
              "{\"username\":\"a\",\"email\":\"a@example.com\",\"password\":\"correct horse\"}")
          .is(503, UNAVAILABLE);
      service.post("/auth/password-reset", "{\"email\":\"a@example.com\"}").is(503, UNAVAILABLE);
      assertEquals(401, service.status("rubbish").status());
      assertEquals(400, service.post("/api/login", "{}").status());
      assertEquals(200, service.get("/ping").status());
      assertEquals(200, service.get("/.well-known/jwks.json").status());
    }
  }
}
