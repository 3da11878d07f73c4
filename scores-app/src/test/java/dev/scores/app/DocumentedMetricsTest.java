package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.contract.MetricsTable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The service has exactly the metrics in docs/operations.md. */
@ResourceLock(CapturedLog.LOCK)
class DocumentedMetricsTest {

  private final MetricsTable table = MetricsTable.in(Path.of("..", "docs", "operations.md"));

  @Test
  void everyMetricIsDocumentedAndServed() throws Exception {
    String database = TestDatabases.fresh();
    try (UsersStub users = new UsersStub();
        ScoresService service =
            ScoresService.start(
                users,
                "DATABASE_URL",
                database,
                "DATABASE_READ_URL",
                database,
                "WEBHOOKS",
                "lms=http://127.0.0.1:1/#whsec_" + "A".repeat(32),
                "USER_REMOVALS",
                "follow")) {
      service.write("PATCH", "/scores", 1, "{\"exercise_id\":1,\"correct\":true}");
      service.get("/scores");
      assertEquals(table.documented("scores"), table.served(metrics(service)));
    }
  }

  @Test
  void dependenciesAreReadyWhileTheyRespond() throws Exception {
    UsersStub users = new UsersStub();
    try (ScoresService service = ScoresService.start(users)) {
      assertSeries(service, "dependency_ready{dependency=\"database\"} 1.0");
      assertSeries(service, "dependency_ready{dependency=\"users\"} 1.0");
      users.close();
      service.execute("drop table scores, flyway_schema_history");
      awaitSeries(service, "dependency_ready{dependency=\"database\"} 0.0");
      awaitSeries(service, "dependency_ready{dependency=\"users\"} 0.0");
    }
  }

  private void assertSeries(ScoresService service, String series) throws Exception {
    String metrics = metrics(service);
    assertTrue(metrics.contains("\n" + series + "\n"), metrics);
  }

  /** Waits, because the readiness of a dependency is cached for a moment. */
  private void awaitSeries(ScoresService service, String series) throws Exception {
    while (!metrics(service).contains("\n" + series + "\n")) {
      Thread.onSpinWait();
    }
  }

  /** Without the fixture, which checks responses against the contract of scores. */
  private static String metrics(ScoresService service) throws Exception {
    URI uri = URI.create("http://localhost:" + service.port() + "/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
