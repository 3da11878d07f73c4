package dev.scores.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy that adds one fault to the requests or responses of a service. */
final class FaultyProxy implements AutoCloseable {

  /** A fault; by default it changes nothing. */
  interface Fault {

    Fault NONE = new Fault() {};

    default ProxyRequest onRequest(ProxyRequest request) {
      return request;
    }

    default ProxyResponse onResponse(ProxyRequest request, ProxyResponse reply) {
      return reply;
    }
  }

  record ProxyRequest(String method, String target, String payload) {}

  record ProxyResponse(int status, Map<String, List<String>> headers, String body) {

    ProxyResponse {
      headers = new TreeMap<>(headers);
    }

    ProxyResponse withStatus(int other) {
      return new ProxyResponse(other, headers, body);
    }

    ProxyResponse withBody(String other) {
      return new ProxyResponse(status, headers, other);
    }

    ProxyResponse without(String header) {
      ProxyResponse less = new ProxyResponse(status, headers, body);
      less.headers.keySet().removeIf(header::equalsIgnoreCase);
      return less;
    }
  }

  /** Headers that belong to one connection or that the proxy computes itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "host",
          "http2-settings",
          "transfer-encoding",
          "upgrade");

  private final URI service;
  private final Fault fault;
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  FaultyProxy(URI service, Fault fault) {
    this.service = service;
    this.fault = fault;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    } catch (IOException away) {
      throw new IllegalStateException(away);
    }
    server.setExecutor(executor);
    server.createContext("/", this::pass);
    server.start();
  }

  URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      // ISO 8859-1 keeps every byte as it is.
      ProxyRequest request =
          new ProxyRequest(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
      ProxyResponse reply = fault.onResponse(request, forward(fault.onRequest(request), exchange));
      reply.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
      byte[] body = reply.body().getBytes(StandardCharsets.ISO_8859_1);
      exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private ProxyResponse forward(ProxyRequest request, HttpExchange exchange)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(service + request.target()))
            .method(
                request.method(),
                request.payload().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(
                        request.payload().getBytes(StandardCharsets.ISO_8859_1)));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (passes(name)) {
                values.forEach(value -> builder.header(name, value));
              }
            });
    HttpResponse<byte[]> response = http.send(builder.build(), BodyHandlers.ofByteArray());
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (passes(name)) {
                headers.put(name, new ArrayList<>(values));
              }
            });
    return new ProxyResponse(
        response.statusCode(), headers, new String(response.body(), StandardCharsets.ISO_8859_1));
  }

  private static boolean passes(String header) {
    return !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    server.stop(0);
    executor.close();
    http.close();
  }
}
