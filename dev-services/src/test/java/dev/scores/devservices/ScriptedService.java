package dev.scores.devservices;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/** A service that records requests and returns prepared replies. */
final class ScriptedService implements AutoCloseable {

  /** Each request as method, path, token and payload. */
  final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  private final Map<String, Queue<Reply>> replies = new ConcurrentHashMap<>();
  private final HttpServer server;

  record Reply(int status, String body) {}

  ScriptedService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(0), 0);
    server.createContext("/", this::respond);
    server.start();
  }

  void reply(String path, Reply... sequence) {
    replies.put(path, new ArrayDeque<>(List.of(sequence)));
  }

  ServiceSpec spec() {
    return new ServiceSpec("both", Path.of("none.jar"), server.getAddress().getPort(), Map.of());
  }

  /** Every response has Retry-After, which has a meaning with 429 and 503 only. */
  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      var token = exchange.getRequestHeaders().getFirst("Authorization");
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var path = exchange.getRequestURI().getPath();
      requests.add(
          "%s %s %s %s"
              .formatted(exchange.getRequestMethod(), path, token == null ? "-" : token, body));
      var reply = replies.getOrDefault(path, new ArrayDeque<>()).remove();
      var bytes = reply.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Retry-After", "0");
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
