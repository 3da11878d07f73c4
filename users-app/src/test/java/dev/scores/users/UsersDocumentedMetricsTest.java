package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.contract.MetricsTable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The service has exactly the metrics in docs/operations.md. */
class UsersDocumentedMetricsTest {

  private final MetricsTable table = MetricsTable.in(Path.of("..", "docs", "operations.md"));

  @Test
  void metricsAreDocumentedAndServed() throws Exception {
    try (UsersTestServer service =
        UsersTestServer.start("DATABASE_URL", UsersTestDatabases.SHARED)) {
      service.register("measured");
      assertEquals(200, service.get("/users").status());
      String login = "{\"username\":\"measured\",\"password\":\"correct horse\"}";
      assertEquals(200, service.post("/api/login", login).status());
      assertEquals(table.documented("users"), table.served(metrics(service)));
    }
  }

  private static String metrics(UsersTestServer service) throws Exception {
    URI uri = URI.create("http://localhost:" + service.port() + "/metrics");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
