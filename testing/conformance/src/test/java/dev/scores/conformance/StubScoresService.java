package dev.scores.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server with fixed responses: a scores service without scores and a ping. */
final class StubScoresService implements AutoCloseable {

  static final String PONG = "{\"status\":\"success\",\"message\":\"pong!\"}";

  private record Response(int status, String body, Map<String, String> headers) {}

  private final HttpServer server;
  private final Map<String, Response> responses = new ConcurrentHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

  StubScoresService() {
    this(create());
  }

  StubScoresService(HttpServer server) {
    this.server = server;
    server.createContext("/", this::respond);
    server.start();
    on("GET /scores?limit=1", 200, "{\"status\":\"success\",\"data\":{\"scores\":[]}}");
    on("GET /scores/user?limit=1", 200, "{\"status\":\"success\",\"data\":{\"scores\":[]}}");
    on("GET /ping", 200, PONG);
  }

  /** Sets the response to requests with this method and path; others get 404 without a body. */
  void on(String request, int status, String body, String... header) {
    Map<String, String> headers = header.length == 0 ? Map.of() : Map.of(header[0], header[1]);
    responses.put(request, new Response(status, body, headers));
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://localhost:" + port();
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      requests.add(request);
      Response response = responses.getOrDefault(request, new Response(404, "", Map.of()));
      response.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static HttpServer create() {
    try {
      return HttpServer.create(address(), 0);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
