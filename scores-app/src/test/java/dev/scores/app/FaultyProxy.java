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

/** Stands before a service and spoils what is asked or answered: a fake with one fault. */
final class FaultyProxy implements AutoCloseable {

  /** A fault: by default everything goes through as it is. */
  interface Fault {

    Fault NONE = new Fault() {};

    default Asked ask(Asked asked) {
      return asked;
    }

    default Told tell(Asked asked, Told told) {
      return told;
    }
  }

  record Asked(String method, String target, String payload) {}

  record Told(int status, Map<String, List<String>> headers, String body) {

    Told {
      headers = new TreeMap<>(headers);
    }

    Told withStatus(int other) {
      return new Told(other, headers, body);
    }

    Told withBody(String other) {
      return new Told(status, headers, other);
    }

    Told without(String header) {
      Told less = new Told(status, headers, body);
      less.headers.keySet().removeIf(header::equalsIgnoreCase);
      return less;
    }
  }

  /** What belongs to one connection, or is counted anew. */
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
      Asked asked =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
      Told told = fault.tell(asked, forward(fault.ask(asked), exchange));
      told.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
      byte[] body = told.body().getBytes(StandardCharsets.ISO_8859_1);
      exchange.sendResponseHeaders(told.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Told forward(Asked asked, HttpExchange exchange)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service + asked.target()))
            .method(
                asked.method(),
                asked.payload().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(
                        asked.payload().getBytes(StandardCharsets.ISO_8859_1)));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (passes(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
    Map<String, List<String>> headers = new TreeMap<>();
    answer
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (passes(name)) {
                headers.put(name, new ArrayList<>(values));
              }
            });
    return new Told(
        answer.statusCode(), headers, new String(answer.body(), StandardCharsets.ISO_8859_1));
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
