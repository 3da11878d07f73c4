package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(CapturedLog.LOCK)
class DatabaseOutageTest {

  private static final String UNAVAILABLE =
      "{\"status\":\"error\",\"message\":\"The service is unavailable. Please try again.\","
          + "\"code\":\"service_unavailable\"}";

  @Test
  void unreachableDatabaseReturns503() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    try (UsersStub users = new UsersStub();
        ScoresService service =
            ScoresService.start(
                users,
                "DATABASE_URL",
                "postgres://nobody:secret@127.0.0.1:" + closed + "/none",
                "MIGRATE_ON_START",
                "false")) {
      Response read = service.get("/scores/1").is(503, UNAVAILABLE);
      assertTrue(Integer.parseInt(read.header("Retry-After")) >= 1);
      service.get("/scores").is(503, UNAVAILABLE);
      service
          .write("PATCH", "/scores", 7, "{\"exercise_id\":1,\"correct\":true}")
          .is(503, UNAVAILABLE);
      assertEquals(400, service.write("PATCH", "/scores", 7, "{}").status());
      assertEquals(200, service.get("/ping").status());
    }
  }
}
