package dev.scores.traces;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * A receiver of OTLP over HTTP with Protobuf ({@code POST /v1/traces}), on loopback. {@code GET
 * /traces/<id>} returns a trace as text. Keeps everything in memory. Thread-safe.
 */
public final class TraceReceiver implements AutoCloseable {

  private final HttpServer server;
  private final List<ReceivedSpan> spans = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();

  /** Listens on a free port. */
  public TraceReceiver() {
    this(0);
  }

  private TraceReceiver(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/traces", this::receive);
    server.createContext("/traces/", this::show);
    server.start();
  }

  /** Runs until it is killed. The only argument is the port. */
  public static void main(String[] arguments) throws InterruptedException {
    try (TraceReceiver receiver = new TraceReceiver(Integer.parseInt(arguments[0]))) {
      System.out.println("receiving traces at " + receiver.url());
      Thread.currentThread().join();
    }
  }

  /** The value of {@code OTEL_EXPORTER_OTLP_ENDPOINT}. */
  public String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** All spans so far. */
  public List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  /** The spans of a trace so far. */
  public List<ReceivedSpan> trace(String traceId) {
    return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  /** The {@code Authorization} headers of all exports; empty for an export without one. */
  public List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      authorizations.add(authorization == null ? "" : authorization);
      ExportTraceServiceRequest request =
          ExportTraceServiceRequest.parseFrom(exchange.getRequestBody());
      for (ResourceSpans ofResource : request.getResourceSpansList()) {
        String service =
            ReceivedSpan.texts(ofResource.getResource().getAttributesList())
                .getOrDefault("service.name", "");
        ofResource.getScopeSpansList().stream()
            .flatMap(scope -> scope.getSpansList().stream())
            .forEach(span -> spans.add(ReceivedSpan.of(service, span)));
      }
      send(
          exchange,
          "application/x-protobuf",
          ExportTraceServiceResponse.getDefaultInstance().toByteArray());
    }
  }

  private void show(HttpExchange exchange) throws IOException {
    try (exchange) {
      String id = exchange.getRequestURI().getPath().substring("/traces/".length());
      String text = String.join("\n", TraceTree.timed(trace(id))) + "\n";
      send(exchange, "text/plain", text.getBytes(UTF_8));
    }
  }

  private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
