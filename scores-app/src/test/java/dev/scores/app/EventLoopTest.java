package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.scores.contract.EventLoopWatch;
import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** No operation blocks an event loop. The detector is itself tested. */
@Isolated("Other tests would delay event loops.")
class EventLoopTest {

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service =
        ScoresService.start(users, "DATABASE_URL", TestDatabases.SHARED, "AUTH_CACHE_TTL", "0");
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  @Test
  void noOperationBlocksAnEventLoop() throws Exception {
    assertEquals(
        List.of(),
        waitsDuring(
            () -> {
              // Twice, for first-use initialization and for the steady state.
              askForEverything();
              return askForEverything();
            }));
  }

  @Test
  void statementOnAnEventLoopIsDetected() throws Exception {
    assertTrue(caught("jdk.SocketRead", () -> service.rows()));
  }

  @Test
  void waitForAnotherThreadIsDetected() throws Exception {
    assertTrue(caught("jdk.ThreadPark", () -> CompletableFuture.supplyAsync(service::rows).get()));
  }

  /** The sleep is the fault to detect; the test does not depend on its length. */
  @Test
  void sleepOnAnEventLoopIsDetected() throws Exception {
    assertTrue(
        caught(
            "jdk.ThreadSleep",
            () -> {
              Thread.sleep(Duration.ofNanos(1));
              return "";
            }));
  }

  private static boolean caught(String event, Callable<?> planted) throws Exception {
    return waitsDuring(() -> eventLoops().getFirst().submit(planted).get()).stream()
        .anyMatch(wait -> wait.startsWith(event));
  }

  private static List<String> waitsDuring(Callable<?> served) throws Exception {
    return EventLoopWatch.waitsDuring(eventLoops(), served);
  }

  private static List<EventExecutor> eventLoops() {
    List<EventExecutor> loops = new ArrayList<>();
    service.bean(EventLoopGroupRegistry.class).getDefaultEventLoopGroup().forEach(loops::add);
    return loops;
  }

  /** Calls every operation and an unknown route; returns how many. */
  private static int askForEverything() throws IOException, InterruptedException {
    JsonNode paths = new YAMLMapper().readTree(Path.of("../openapi/scores.yaml").toFile());
    int calls = 0;
    for (Map.Entry<String, JsonNode> path : paths.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        if (List.of("GET", "POST", "PUT", "PATCH", "DELETE").contains(method)) {
          send(method, path.getKey().replaceAll("\\{[^}]+}", "1"));
          calls++;
        }
      }
    }
    try (HttpClient operator = HttpClient.newHttpClient()) {
      for (String other : List.of("/health/readiness", "/metrics", "/openapi.yaml", "/docs")) {
        // Without the fixture, which checks responses against the contract.
        operator.send(service.request("GET", other, ""), BodyHandlers.discarding());
      }
    }
    service.get("/nope");
    service.get("/scores/user");
    service.get("/scores/user", "Authorization", "Bearer x");
    assertTrue(calls > 15, "operations: " + calls);
    return calls;
  }

  private static void send(String method, String path) {
    if (method.equals("GET") || method.equals("DELETE")) {
      service.send(service.request(method, path, "", "Authorization", "Bearer user-7"));
      return;
    }
    String score = "{\"exercise_id\":1,\"correct\":true}";
    service.write(
        method, path, 7, path.endsWith("/batch") ? "{\"scores\":[" + score + "]}" : score);
  }
}
