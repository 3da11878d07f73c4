package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Health and metrics. */
@ResourceLock(CapturedLog.LOCK)
class OperationsTest {

  private static final String UP = "{\"name\":\"scores\",\"status\":\"UP\"}";

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void serviceIsReadyWithItsDatabase() throws Exception {
    try (UsersStub users = new UsersStub();
        ScoresService service = shared(users)) {
      HttpResponse<String> response = get(service, "/health/readiness");
      assertEquals(200, response.statusCode());
      assertTrue(response.body().contains("\"database\":" + UP), response.body());
      assertTrue(
          response.body().contains("\"users\":{\"name\":\"scores\",\"status\":\"UP\"}"),
          response.body());
      assertEquals(200, get(service, "/health/liveness").statusCode());
      assertEquals(200, get(service, "/health").statusCode());
    }
  }

  @Test
  void serviceIsReadyWithoutTheUsersService() throws Exception {
    UsersStub users = new UsersStub();
    try (ScoresService service = shared(users)) {
      users.close();
      HttpResponse<String> response = get(service, "/health/readiness");
      assertEquals(200, response.statusCode());
      assertTrue(
          response.body().startsWith("{\"name\":\"scores\",\"status\":\"UP\""), response.body());
      assertTrue(response.body().contains("\"status\":\"UNREACHABLE\""), response.body());
    }
  }

  @Test
  void serviceIsNotReadyWithoutItsDatabase() throws Exception {
    try (UsersStub users = new UsersStub();
        ScoresService service =
            ScoresService.start(
                users,
                "DATABASE_URL",
                "postgres://somebody:the-password@127.0.0.1:1/the-database",
                "MIGRATE_ON_START",
                "false")) {
      for (String path : List.of("/health/readiness", "/health")) {
        HttpResponse<String> response = get(service, path);
        assertEquals(503, response.statusCode());
        assertEquals("application/json", response.headers().firstValue("content-type").orElse(""));
        assertTrue(
            response.body().contains("\"database\":{\"name\":\"scores\",\"status\":\"DOWN\"}"),
            response.body());
        for (String secret : List.of("jdbc", "127.0.0.1", "somebody", "the-")) {
          assertTrue(!response.body().contains(secret), response.body());
        }
      }
      assertEquals(200, get(service, "/health/liveness").statusCode());
    }
  }

  @Test
  void metricsCoverEachCoalescer() throws Exception {
    try (UsersStub users = new UsersStub();
        ScoresService service = shared(users)) {
      get(service, "/scores/1");
      String metrics = get(service, "/metrics").body();
      for (String coalescer :
          List.of("find_by_id", "find_by_exercise", "list_own", "add", "upsert", "update")) {
        String tag = "coalescer=\"" + coalescer + "\"";
        assertTrue(metrics.contains("coalescer_queue_length{" + tag), metrics);
        assertTrue(metrics.contains("coalescer_batch_size_count{" + tag), metrics);
        assertTrue(metrics.contains("coalescer_request_seconds_sum{" + tag), metrics);
        for (String kind : List.of("split", "alone", "key_busy")) {
          assertTrue(
              metrics.contains("coalescer_fallbacks_total{" + tag + ",kind=\"" + kind + "\"}"),
              metrics);
        }
      }
      assertTrue(
          metrics
              .lines()
              .anyMatch(
                  line ->
                      line.matches(
                          "coalescer_batch_size_count\\{coalescer=\"find_by_id\"} [1-9].*")),
          metrics);
    }
  }

  @Test
  void metricsCoverCacheUsersServiceAndPool() throws Exception {
    UsersStub users = new UsersStub();
    try (ScoresService service = shared(users)) {
      for (String token : List.of("user-7", "user-7", "unknown")) {
        service.get("/scores/user", "Authorization", "Bearer " + token);
      }
      service.get("/scores/user");
      users.close();
      service.get("/scores/user", "Authorization", "Bearer user-8");
      String figures = get(service, "/metrics").body();
      for (String line :
          List.of(
              "auth_client_requests_seconds_count{outcome=\"known\"} 1",
              "auth_client_requests_seconds_count{outcome=\"rejected\"} 1",
              "auth_client_requests_seconds_count{outcome=\"unavailable\"} 1",
              "cache_gets_total{cache=\"callers\",result=\"hit\"} 1.0",
              "cache_gets_total{cache=\"callers\",result=\"miss\"} 3.0",
              "hikaricp_connections_max{pool=\"scores\"} 16.0",
              requests("200", 2),
              requests("401", 1),
              requests("403", 1),
              requests("503", 1))) {
        assertTrue(figures.contains("\n" + line + "\n"), line + " is not in\n" + figures);
      }
    }
  }

  private static String requests(String status, int number) {
    return "http_server_requests_seconds_count{method=\"GET\",route=\"/scores/user\",status=\"%s\"} %d"
        .formatted(status, number);
  }

  private static ScoresService shared(UsersStub users) {
    return ScoresService.start(users, "DATABASE_URL", TestDatabases.SHARED);
  }

  /** Without the fixture, which checks responses against the contract of scores. */
  private HttpResponse<String> get(ScoresService service, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + service.port() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
