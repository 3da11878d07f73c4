package dev.scores.chassis.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.traces.ReceivedSpan;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The spans of requests, from the socket to the collector. */
class RequestSpansTest {

  private Optional<TracedService> started = Optional.empty();

  @AfterEach
  void stop() {
    started.ifPresent(TracedService::close);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /html, GET /html, 200",
    "HEAD, /html, HEAD /html, 200",
    "GET, /baskets/x, GET /baskets/{id}, 400",
    "GET, /faults/unknown, GET /faults/{name}, 500",
    "GET, /, GET, 404",
    "GET, /none, GET, 404",
    "DELETE, /html, DELETE, 405"
  })
  void requestHasOneSpan(String method, String path, String name, String status) throws Exception {
    TracedService service = start(Map.of());
    service.exchange(method + " " + path + "?a=b");
    ReceivedSpan span = only(service.spans());
    assertEquals(name, span.name());
    assertEquals(status.equals("500"), span.failed());
    Map<String, String> expected =
        Map.of(
            "http.request.method", method,
            "http.response.status_code", status,
            "url.path", path,
            "url.query", "a=b",
            "url.scheme", "http",
            "network.protocol.version", "1.1",
            "user_agent.original", "test",
            "server.address", "localhost",
            "client.address", "127.0.0.1");
    expected.forEach((key, value) -> assertEquals(value, span.attributes().get(key), key));
  }

  @Test
  void spanHasTheVersionOfTheRequestLine() throws Exception {
    TracedService service = start(Map.of());
    try (Socket connection = service.connect()) {
      TracedService.sendHead(connection, "GET /html HTTP/1.0");
      connection.getInputStream().readAllBytes();
    }
    assertEquals("1.0", only(service.spans()).attributes().get("network.protocol.version"));
  }

  @Test
  void forwardedHeadersOfStrangersHaveNoEffect() throws Exception {
    TracedService service = start(Map.of());
    service.exchange(
        "GET /html",
        "X-Forwarded-For: 192.0.2.1",
        "X-Forwarded-Proto: https",
        "Forwarded: for=192.0.2.2;host=evil.example;proto=https");
    Map<String, String> attributes = only(service.spans()).attributes();
    assertEquals("127.0.0.1", attributes.get("client.address"));
    assertEquals("http", attributes.get("url.scheme"));
    assertEquals("localhost", attributes.get("server.address"));
  }

  @Test
  void clientIsTheOneOfATrustedProxy() throws Exception {
    TracedService service = start(Map.of("TRUSTED_PROXIES", "127.0.0.1"));
    service.exchange("GET /html", "X-Forwarded-For: 192.0.2.1");
    assertEquals("192.0.2.1", only(service.spans()).attributes().get("client.address"));
  }

  @Test
  void preflightHasASpan() throws Exception {
    TracedService service = start(Map.of());
    service.exchange(
        "OPTIONS /baskets",
        "Origin: https://app.example.com",
        "Access-Control-Request-Method: POST");
    ReceivedSpan span = only(service.spans());
    assertEquals("200", span.attributes().get("http.response.status_code"));
  }

  @Test
  void lateResponseIsThe503ThatTheClientGets() throws Exception {
    TracedService service = start(Map.of("REQUEST_TIMEOUT", "200ms"));
    assertTrue(service.exchange("GET /never").startsWith("HTTP/1.1 503 "));
    ReceivedSpan span = only(service.spans());
    assertEquals("GET /never", span.name());
    assertEquals("503", span.attributes().get("http.response.status_code"));
    assertTrue(span.failed());
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void spanEndsWithItsConnection() throws Exception {
    TracedService service = start(Map.of());
    try (Socket connection = service.connect()) {
      TracedService.send(connection, "GET /never");
    }
    List<ReceivedSpan> spans = awaitSpans(service, 1);
    assertFalse(only(spans).attributes().containsKey("http.response.status_code"));
    assertFalse(only(spans).failed());
  }

  @Test
  void eachRequestOfAConnectionHasASpan() throws Exception {
    TracedService service = start(Map.of());
    try (Socket connection = service.connect()) {
      TracedService.send(connection, "GET /html");
      TracedService.send(connection, "HEAD /html", "Connection: close");
      connection.getInputStream().readAllBytes();
    }
    assertEquals(
        List.of("GET /html", "HEAD /html"),
        service.spans().stream().map(ReceivedSpan::name).toList());
  }

  @ParameterizedTest
  @CsvSource({"/ping", "/metrics", "/health/liveness"})
  void operationsPathsAreNotTraced(String path) throws Exception {
    TracedService service = start(Map.of());
    assertTrue(service.exchange("GET " + path).startsWith("HTTP/1.1 "));
    assertEquals(List.of(), service.spans());
  }

  /** As a poll. */
  @Test
  void requestWithoutATraceTellsTheOtherServiceSo() throws Exception {
    TracedService service = start(Map.of());
    String parent = service.bean(CallingController.class).get("/calls/parent").toFuture().get();
    assertTrue(parent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00"), parent);
    assertEquals(List.of(), service.spansOfAllTraces());
  }

  private TracedService start(Map<String, String> settings) {
    TracedService service = new TracedService(settings);
    started = Optional.of(service);
    return service;
  }

  private static List<ReceivedSpan> awaitSpans(TracedService service, int number) {
    List<ReceivedSpan> spans = service.spans();
    while (spans.size() < number) {
      Thread.onSpinWait();
      spans = service.spans();
    }
    return spans;
  }

  private static ReceivedSpan only(List<ReceivedSpan> spans) {
    assertEquals(1, spans.size(), spans.toString());
    return spans.getFirst();
  }
}
