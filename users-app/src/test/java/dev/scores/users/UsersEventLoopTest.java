package dev.scores.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.contract.Contract;
import dev.scores.contract.EventLoopWatch;
import dev.scores.contract.Operation;
import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.netty.util.concurrent.EventExecutor;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No operation blocks an event loop. The detector is itself tested. */
class UsersEventLoopTest {

  private static UsersTestServer service;
  private static int registered;

  @BeforeAll
  static void start() {
    // The recording slows hashes down; deadlines are not under test.
    service =
        UsersTestServer.start(
            "DATABASE_URL",
            UsersTestDatabases.SHARED,
            "LOGIN_RATE_LIMIT",
            "1000000",
            "SMTP_URL",
            "smtp://127.0.0.1:1",
            "REQUEST_TIMEOUT",
            "10m");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void eventLoopsDoNotBlock() throws Exception {
    assertEquals(
        List.of(),
        EventLoopWatch.waitsDuring(
            eventLoops(),
            () -> {
              // Twice, for first-use initialization and for the steady state.
              callEveryOperation();
              return callEveryOperation();
            }));
  }

  @Test
  void halfOfTheProcessorsHaveAnEventLoop() {
    int processors = Runtime.getRuntime().availableProcessors();
    assertEquals(Math.max(1, Math.round(processors / 2.0)), eventLoops().size());
  }

  @Test
  void plantedBlockingCallIsReported() throws Exception {
    EventExecutor loop = eventLoops().getFirst();
    List<String> waits =
        EventLoopWatch.waitsDuring(
            eventLoops(),
            () -> loop.submit(() -> CompletableFuture.supplyAsync(service::rows).get()).get());
    assertTrue(
        waits.stream().anyMatch(wait -> wait.startsWith("jdk.ThreadPark")), waits.toString());
  }

  private static List<EventExecutor> eventLoops() {
    List<EventExecutor> loops = new ArrayList<>();
    service
        .beans(EventLoopGroupRegistry.class)
        .forEach(registry -> registry.getDefaultEventLoopGroup().forEach(loops::add));
    return loops;
  }

  private static int callEveryOperation() throws Exception {
    List<Operation> operations = Contract.read("openapi/users.yaml").operations();
    for (Operation operation : operations) {
      send(operation);
    }
    try (HttpClient operator = HttpClient.newHttpClient()) {
      for (String other : List.of("/health/readiness", "/metrics", "/openapi.yaml", "/docs")) {
        // Without the fixture, which checks responses against the contract.
        operator.send(
            service.request("GET", other, BodyPublishers.noBody()), BodyHandlers.discarding());
      }
    }
    service.get("/nope");
    service.get("/auth/status");
    service.get("/auth/status", "Authorization", "Bearer x");
    assertTrue(operations.size() > 15, "operations: " + operations);
    return operations.size();
  }

  /** Calls the operation as a new user, because some operations log out or remove the caller. */
  private static void send(Operation operation) {
    String name = newName();
    String bearer = "Bearer " + service.register(name);
    String path =
        operation
            .path()
            .replace("{user_id}", id(name))
            .replace("{session_id}", "none")
            .replace("{client_id}", "none");
    if (!operation.hasPayload()) {
      service.send(
          service.request(
              operation.method(), path, BodyPublishers.noBody(), "Authorization", bearer));
      return;
    }
    String payload =
        """
        {"username":"%1$s","email":"%1$s@example.com","password":"correct horse",
         "old":"correct horse","new":"battery staple"}\
        """
            .formatted(path.endsWith("/login") ? name : newName());
    service.send(
        service.request(
            operation.method(),
            path,
            BodyPublishers.ofString(payload),
            "Authorization",
            bearer,
            "Content-Type",
            "application/json"));
  }

  private static String newName() {
    registered++;
    return "loop" + registered;
  }

  private static String id(String name) {
    return service.value("select id from users where username = '" + name + "'");
  }
}
