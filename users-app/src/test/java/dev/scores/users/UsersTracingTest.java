package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.scores.traces.ReceivedSpan;
import dev.scores.traces.TraceReceiver;
import dev.scores.traces.TraceTree;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a collector gets from the service, by OTLP over real HTTP. */
class UsersTracingTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void traceOfATokenCheckContinuesInItsStatement() {
    String database = UsersTestDatabases.fresh();
    try (TraceReceiver receiver = new TraceReceiver()) {
      try (UsersTestServer service =
          UsersTestServer.start(
              "DATABASE_URL", database, "OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url())) {
        String token = service.register("ada");
        service.get(
            "/auth/status",
            "Authorization",
            "Bearer " + token,
            "traceparent",
            "00-" + TRACE + "-b7ad6b7169203331-01");
      }
      List<ReceivedSpan> trace = receiver.trace(TRACE);
      assertEquals(
          List.of(
              "users server GET /auth/status",
              "  users internal HikariUrlDataSource.getConnection",
              "  users client SELECT " + database.replaceFirst(".*/", "")),
          TraceTree.outline(trace));
      assertFalse(receiver.spans().toString().contains("correct horse"), "a span has the password");
    }
  }
}
