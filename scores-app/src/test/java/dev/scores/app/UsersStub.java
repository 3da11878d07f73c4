package dev.scores.app;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.scores.contract.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A users service with programmable responses, over real HTTP. By default the token {@code user-7}
 * belongs to user 7, {@code teacher-9} to user 9 with the scope {@code scores:read}, {@code
 * assistant-9} to user 9 with {@code scores:write}, and {@code grader}, {@code reader} and {@code
 * program} to service accounts that may write, read or do neither; any other is rejected. There are
 * no keys.
 */
final class UsersStub implements AutoCloseable {

  record StubResponse(int status, String body, String location) {

    StubResponse(int status, String body) {
      this(status, body, "");
    }
  }

  private final HttpServer server;
  private final ConcurrentHashMap<String, StubResponse> responses = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger maxConcurrent = new AtomicInteger();
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final List<String> traceParents = new CopyOnWriteArrayList<>();
  private final AtomicInteger keyRequests = new AtomicInteger();
  private final RemovalsStub removals = new RemovalsStub();
  private volatile StubResponse keys = new StubResponse(404, "{}");
  private volatile CountDownLatch keysHeld = new CountDownLatch(0);

  UsersStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    } catch (IOException fault) {
      throw new IllegalStateException(fault);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/auth/status", this::respond);
    server.createContext("/users/removals", this::respondWithRemovals);
    server.createContext("/ping", UsersStub::pong);
    server.createContext("/.well-known/jwks.json", this::respondWithKeys);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  void respond(String token, int status, String body) {
    responses.put(token, new StubResponse(status, body));
  }

  void redirect(String token, int status, String location) {
    responses.put(token, new StubResponse(status, "", location));
  }

  /** Lookups of the token block until the latch is counted down. */
  CountDownLatch hold(String token) {
    CountDownLatch release = new CountDownLatch(1);
    held.put(token, release);
    return release;
  }

  /** The lookups of all tokens. */
  long lookups() {
    return tokens.size();
  }

  long lookups(String token) {
    return tokens.stream().filter(token::equals).count();
  }

  /** The header {@code traceparent} of the lookups that have one. */
  List<String> traceParents() {
    return List.copyOf(traceParents);
  }

  /** Publishes the public parts of the keys. */
  void publish(JWK... published) {
    respondWithKeys(200, new JWKSet(List.of(published)).toString());
  }

  void respondWithKeys(int status, String body) {
    keys = new StubResponse(status, body);
  }

  /** Requests for the keys block until the latch is counted down. */
  CountDownLatch holdKeys() {
    keysHeld = new CountDownLatch(1);
    return keysHeld;
  }

  /** The feed of removed users. */
  RemovalsStub removals() {
    return removals;
  }

  int keyRequests() {
    return keyRequests.get();
  }

  int maxConcurrent() {
    return maxConcurrent.get();
  }

  static String user(String id, String active) {
    return """
    {"status":"success","data":{"id":%s,"username":"u","email":"u@example.com","active":%s,\
    "admin":false,"created_at":"2026-01-01T00:00:00.000000Z"},"admin":false}\
    """
        .formatted(id, active);
  }

  /** A token with which the contract's example of the operation succeeds. */
  static String tokenFor(Operation operation) {
    return operation.id().equals("upsertUserScore") ? "grader" : "user-1";
  }

  /** A service account. */
  static String program(String id, String scopes) {
    return """
    {"status":"success","client":{"client_id":"%s","name":"p"},"scopes":[%s]}\
    """
        .formatted(id, scopes);
  }

  @Override
  public void close() {
    held.values().forEach(CountDownLatch::countDown);
    keysHeld.countDown();
    server.stop(0);
  }

  private void respondWithRemovals(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, removals.page(String.valueOf(exchange.getRequestURI().getQuery())));
    }
  }

  private static void pong(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, new StubResponse(200, "{\"status\":\"success\",\"message\":\"pong!\"}"));
    }
  }

  private void respondWithKeys(HttpExchange exchange) throws IOException {
    try (exchange) {
      keyRequests.incrementAndGet();
      keysHeld.await();
      send(exchange, keys);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void respond(HttpExchange exchange) throws IOException {
    maxConcurrent.accumulateAndGet(open.incrementAndGet(), Math::max);
    try (exchange) {
      String token =
          exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
      tokens.add(token);
      traceParents.addAll(exchange.getRequestHeaders().getOrDefault("traceparent", List.of()));
      CountDownLatch hold = held.get(token);
      if (hold != null) {
        hold.await();
      }
      send(exchange, responses.getOrDefault(token, defaultResponse(token)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      open.decrementAndGet();
    }
  }

  private static void send(HttpExchange exchange, StubResponse response) throws IOException {
    byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    if (!response.location().isEmpty()) {
      exchange.getResponseHeaders().add("Location", response.location());
    }
    exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static StubResponse defaultResponse(String token) {
    return switch (token.replaceFirst("-\\d+$", "")) {
      case "user" -> new StubResponse(200, user(token.substring("user-".length()), "true"));
      case "teacher" ->
          new StubResponse(
              200,
              user(token.substring("teacher-".length()), "true")
                  .replaceFirst("}$", ",\"scopes\":[\"scores:read\"]}"));
      case "assistant" ->
          new StubResponse(
              200,
              user(token.substring("assistant-".length()), "true")
                  .replaceFirst("}$", ",\"scopes\":[\"scores:write\",\"users:read\"]}"));
      case "grader" -> new StubResponse(200, program("sa_grader", "\"scores:write\""));
      case "reader" -> new StubResponse(200, program("sa_reader", "\"scores:read\""));
      case "program" -> new StubResponse(200, program("sa_program", ""));
      default -> new StubResponse(401, "{\"status\":\"error\",\"message\":\"Invalid token.\"}");
    };
  }
}
