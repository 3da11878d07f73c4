package dev.scores.chassis.tracing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.settings.CommonSettings;
import dev.scores.traces.ReceivedSpan;
import dev.scores.traces.TraceReceiver;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service on the chassis in this JVM, and a collector that gets its traces over real HTTP. */
final class TracedService implements AutoCloseable {

  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static final String PARENT =
      "traceparent: 00-" + TRACE + "-b7ad6b7169203331-01\r\nUser-Agent: test\r\n";

  private final TraceReceiver receiver = new TraceReceiver();
  private final ApplicationContext context;
  private final EmbeddedServer server;

  TracedService(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("MICRONAUT_ENVIRONMENTS", "test");
    settings.put("DATABASE_URL", "postgres://a:b@none/c");
    settings.put("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url());
    context = new ServiceDefinition(CommonSettings.withPort(0)).context(settings).start();
    server = context.getBean(EmbeddedServer.class).start();
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.getPort());
  }

  /** Sends the head of a request that belongs to {@link #TRACE}. */
  static void send(Socket connection, String methodAndTarget, String... headers)
      throws IOException {
    sendHead(connection, methodAndTarget + " HTTP/1.1", headers);
  }

  /** As above, with the version. */
  static void sendHead(Socket connection, String requestLine, String... headers)
      throws IOException {
    String head =
        requestLine
            + "\r\nHost: localhost\r\n"
            + PARENT
            + String.join("", List.of(headers).stream().map(header -> header + "\r\n").toList())
            + "\r\n";
    connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the response to a request that belongs to {@link #TRACE}. */
  String exchange(String methodAndTarget, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Connection: close");
    try (Socket connection = connect()) {
      send(connection, methodAndTarget, all.toArray(String[]::new));
      return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The spans of {@link #TRACE} that have ended. */
  List<ReceivedSpan> spans() {
    flush();
    return receiver.trace(TRACE);
  }

  List<ReceivedSpan> spansOfAllTraces() {
    flush();
    return receiver.spans();
  }

  private void flush() {
    flush(bean(OpenTelemetry.class));
  }

  /** Sends all spans that have ended to the collector. */
  static void flush(OpenTelemetry telemetry) {
    OpenTelemetrySdk sdk = (OpenTelemetrySdk) telemetry;
    assertTrue(sdk.getSdkTracerProvider().forceFlush().join(1, TimeUnit.MINUTES).isSuccess());
  }

  @Override
  public void close() {
    context.close();
    receiver.close();
  }
}
