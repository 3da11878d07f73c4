package dev.scores.app;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
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
 * A users service that says what a test tells it to, over real HTTP. A token {@code user-7} is user
 * 7's unless the test says otherwise; any other is refused. It has no keys until it is given some.
 */
final class UsersStub implements AutoCloseable {

  record Answer(int status, String body, String location) {

    Answer(int status, String body) {
      this(status, body, "");
    }
  }

  private final HttpServer server;
  private final ConcurrentHashMap<String, Answer> answers = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, CountDownLatch> held = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger keysAsked = new AtomicInteger();
  private volatile Answer keys = new Answer(404, "{}");
  private volatile CountDownLatch keysHeld = new CountDownLatch(0);

  UsersStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    } catch (IOException fault) {
      throw new IllegalStateException(fault);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/auth/status", this::answer);
    server.createContext("/ping", UsersStub::pong);
    server.createContext("/.well-known/jwks.json", this::answerKeys);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  void say(String token, int status, String body) {
    answers.put(token, new Answer(status, body));
  }

  void redirect(String token, int status, String location) {
    answers.put(token, new Answer(status, "", location));
  }

  /** Questions about the token get no answer until the latch is counted down. */
  CountDownLatch hold(String token) {
    CountDownLatch release = new CountDownLatch(1);
    held.put(token, release);
    return release;
  }

  long asked(String token) {
    return asked.stream().filter(token::equals).count();
  }

  /** Whoever asks for the keys is told these, as they are published: without their secrets. */
  void publish(JWK... published) {
    sayKeys(200, new JWKSet(List.of(published)).toString());
  }

  void sayKeys(int status, String body) {
    keys = new Answer(status, body);
  }

  /** Questions for the keys get no answer until the latch is counted down. */
  CountDownLatch holdKeys() {
    keysHeld = new CountDownLatch(1);
    return keysHeld;
  }

  int keysAsked() {
    return keysAsked.get();
  }

  int mostOpen() {
    return mostOpen.get();
  }

  static String user(String id, String active) {
    return """
        {"status":"success","data":{"id":%s,"username":"u","email":"u@example.com","active":%s,\
        "admin":false,"created_at":"2026-01-01T00:00:00.000000Z"},"admin":false}"""
        .formatted(id, active);
  }

  @Override
  public void close() {
    held.values().forEach(CountDownLatch::countDown);
    keysHeld.countDown();
    server.stop(0);
  }

  private static void pong(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, new Answer(200, "{\"status\":\"success\",\"message\":\"pong!\"}"));
    }
  }

  private void answerKeys(HttpExchange exchange) throws IOException {
    try (exchange) {
      keysAsked.incrementAndGet();
      keysHeld.await();
      send(exchange, keys);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    try (exchange) {
      String token =
          exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
      asked.add(token);
      CountDownLatch hold = held.get(token);
      if (hold != null) {
        hold.await();
      }
      send(exchange, answers.getOrDefault(token, byDefault(token)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      open.decrementAndGet();
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    if (!answer.location().isEmpty()) {
      exchange.getResponseHeaders().add("Location", answer.location());
    }
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static Answer byDefault(String token) {
    return token.matches("user-\\d+")
        ? new Answer(200, user(token.substring("user-".length()), "true"))
        : new Answer(401, "{\"status\":\"error\",\"message\":\"Invalid token.\"}");
  }
}
