package dev.scores.chassis.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.scores.chassis.tls.FrameClient;
import dev.scores.chassis.tls.TestCertificate;
import dev.scores.chassis.tls.TlsService;
import dev.scores.traces.ReceivedSpan;
import dev.scores.traces.TraceReceiver;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The spans of requests over HTTP/2, each of which has a channel. */
class Http2SpansTest {

  @TempDir Path directory;

  private final TraceReceiver receiver = new TraceReceiver();
  private TlsService service;

  @BeforeEach
  void start() {
    service =
        new TlsService(
            TestCertificate.of("EC"),
            directory,
            Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url()));
  }

  @AfterEach
  void stop() {
    service.close();
    receiver.close();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void spanHasTheStatusAndTheVersion() throws Exception {
    try (FrameClient client = new FrameClient(service.port())) {
      client.send(FrameClient.get("/html"), true);
      assertEquals("200", client.awaitStatus());
    }
    Map<String, String> attributes = awaitSpan("GET /html").attributes();
    assertEquals("200", attributes.get("http.response.status_code"));
    assertEquals("2", attributes.get("network.protocol.version"));
    assertEquals("https", attributes.get("url.scheme"));
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void spanEndsWithItsStream() throws Exception {
    try (FrameClient client = new FrameClient(service.port())) {
      Http2FrameStream stream = client.send(FrameClient.get("/never"), true);
      client.send(FrameClient.get("/html"), true);
      assertEquals("200", client.awaitStatus());
      client.reset(stream);
      Map<String, String> attributes = awaitSpan("GET /never").attributes();
      assertFalse(attributes.containsKey("http.response.status_code"));
    }
  }

  private ReceivedSpan awaitSpan(String name) {
    while (true) {
      TracedService.flush(service.bean(OpenTelemetry.class));
      for (ReceivedSpan span : receiver.spans()) {
        if (span.name().equals(name)) {
          return span;
        }
      }
    }
  }
}
