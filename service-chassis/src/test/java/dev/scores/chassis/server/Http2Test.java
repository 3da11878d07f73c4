package dev.scores.chassis.server;

import static io.netty.handler.codec.http2.Http2FrameTypes.HEADERS;
import static io.netty.handler.codec.http2.Http2FrameTypes.SETTINGS;
import static java.net.http.HttpClient.Version.HTTP_1_1;
import static java.net.http.HttpClient.Version.HTTP_2;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import dev.scores.chassis.logging.RecordedLog;
import dev.scores.chassis.tls.FrameClient;
import dev.scores.chassis.tls.TestCertificate;
import dev.scores.chassis.tls.TlsService;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients see over HTTP/2: the same as over HTTP/1.1, and limits of its own. */
class Http2Test {

  /** Headers that differ by version (RFC 9113, section 8.2.2), or by response. */
  private static final Set<String> OWN =
      Set.of(":status", "connection", "date", "transfer-encoding", "x-request-id");

  private static final String ERROR_LOG = "dev.scores.chassis.http.ErrorResponses";

  @TempDir static Path directory;

  private static TestCertificate certificate;
  private static TlsService service;
  private static HttpClient one;
  private static HttpClient two;

  @BeforeAll
  static void start() {
    certificate = TestCertificate.of("EC");
    service = new TlsService(certificate, directory, Map.of("REQUEST_TIMEOUT", "2s"));
    one = TlsService.client(certificate, HTTP_1_1);
    two = TlsService.client(certificate, HTTP_2);
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
    service.close();
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        request("200", "/baskets/1", it -> it),
        request("404", "/nope", it -> it),
        request("a malformed id", "/baskets/x", it -> it),
        request("405", "/parcels", it -> it),
        request("204", "/nothing", it -> it),
        request("409", "/faults/rejection", it -> it),
        request("500", "/faults/unknown", it -> it),
        request("a dependency", "/faults/store-unavailable", it -> it),
        request("HEAD", "/html", it -> it.HEAD()),
        request("HEAD of an error", "/faults/500", it -> it.HEAD()),
        request(
            "a problem",
            "/faults/rejection",
            it -> it.header("Accept", "application/problem+json")),
        request("CORS", "/baskets/1", it -> it.header("Origin", "https://app.example.com")),
        request(
            "an unknown method", "/baskets/1", it -> it.method("BREW", BodyPublishers.noBody())),
        request("a payload", "/notes", it -> json(it, "{\"a\":\"b\"}")),
        request("malformed JSON", "/notes", it -> json(it, "{")),
        request("no payload", "/notes", it -> json(it, "")),
        request("a wrong type", "/notes", it -> it.POST(BodyPublishers.ofString("a"))),
        request(
            "an unknown coding", "/notes", it -> json(it, "{}").header("Content-Encoding", "br")),
        request("a payload of unknown length", "/notes", it -> it.POST(stream("{\"a\":\"b\"}"))),
        request("a payload that is too large", "/notes", it -> json(it, " ".repeat(200_000))),
        request("too many headers", "/baskets/1", it -> it.header("X-Long", "x".repeat(9_000))),
        request("a target that is too long", "/texts/" + "x".repeat(17_000), it -> it),
        request("an escaped path", "/texts/%2e%2E%2Fping", it -> it));
  }

  private static Arguments request(
      String name, String target, UnaryOperator<HttpRequest.Builder> change) {
    return Arguments.of(name, target, change);
  }

  private static HttpRequest.Builder json(HttpRequest.Builder request, String payload) {
    return request
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(payload));
  }

  private static HttpRequest.BodyPublisher stream(String payload) {
    return BodyPublishers.fromPublisher(BodyPublishers.ofString(payload));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void responseIsThatOfHttp1(String name, String target, UnaryOperator<HttpRequest.Builder> change)
      throws Exception {
    HttpRequest request = change.apply(service.request(target)).build();
    HttpResponse<String> old = one.send(request, ofString());
    HttpResponse<String> current = two.send(request, ofString());
    assertEquals(HTTP_2, current.version());
    assertEquals(old.statusCode(), current.statusCode());
    assertEquals(old.body(), current.body());
    assertEquals(headers(old), headers(current));
  }

  private static Map<String, List<String>> headers(HttpResponse<?> response) {
    Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
    headers.keySet().removeAll(OWN);
    return headers;
  }

  @Test
  void lateResponseIs503AndOtherStreamsGoOn() throws Exception {
    try (FrameClient client = new FrameClient(service.port())) {
      client.send(FrameClient.get("/never"), true);
      assertEquals("503", client.awaitStatus());
      client.send(FrameClient.get("/baskets/1"), true);
      assertEquals("200", client.awaitStatus());
    }
  }

  @Test
  void incompletePayloadIs408AndEndsTheStreamWithoutError() throws Exception {
    try (FrameClient client = new FrameClient(service.port())) {
      client.send(
          FrameClient.get("/payloads").method("POST").set("content-type", "text/plain"), false);
      assertEquals("408", client.awaitStatus());
      assertEquals(Http2Error.NO_ERROR.code(), client.await(Http2ResetFrame.class).errorCode());
      client.send(FrameClient.get("/baskets/1"), true);
      assertEquals("200", client.awaitStatus());
    }
  }

  /** One byte at a time, as against HTTP/1.1 in {@code LimitsTest}. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void drippedHeadClosesTheConnection() throws Exception {
    double before = slowRequests();
    try (SSLSocket socket = rawConnection()) {
      OutputStream out = socket.getOutputStream();
      out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
      out.write(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
      // 16 383 bytes, which are not to come.
      out.write(new byte[] {0, 0x3f, -1, HEADERS, 0, 0, 0, 0, 1});
      while (isOpenFor(socket, 50)) {
        out.write(0);
      }
    } catch (IOException reset) {
      // Instead of an orderly close, if a byte was on its way.
    }
    assertEquals(before + 1, slowRequests());
  }

  private static SSLSocket rawConnection() throws IOException {
    SSLSocket socket =
        (SSLSocket)
            certificate.client().getSocketFactory().createSocket("localhost", service.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    return socket;
  }

  /** Reads what comes within the time; false at the end of the connection. */
  private static boolean isOpenFor(SSLSocket socket, int milliseconds) throws IOException {
    socket.setSoTimeout(milliseconds);
    try {
      return socket.getInputStream().read(new byte[1024]) >= 0;
    } catch (SocketTimeoutException nothing) {
      return true;
    }
  }

  private static double slowRequests() {
    return service
        .bean(MeterRegistry.class)
        .get("http.server.rejections")
        .tag("reason", "slow")
        .counter()
        .count();
  }

  @Test
  void requestWithoutHostIs400() throws Exception {
    try (FrameClient client = new FrameClient(service.port())) {
      var head = FrameClient.get("/baskets/1");
      head.remove(":authority");
      client.send(head, true);
      assertEquals("400", client.awaitStatus());
    }
  }

  @Test
  void limitsAreAnnounced() throws Exception {
    try (FrameClient client = new FrameClient(service.port())) {
      Http2Settings settings = client.await(Http2SettingsFrame.class).settings();
      assertEquals(100L, settings.maxConcurrentStreams());
      assertEquals(32_768L, settings.maxHeaderListSize());
    }
  }

  /** CVE-2023-44487. */
  @Test
  void rapidResetsEndTheConnection() throws Exception {
    try (FrameClient client = new FrameClient(service.port())) {
      for (int i = 0; i < 300; i++) {
        Http2FrameStream stream = client.send(FrameClient.get("/never"), true);
        client.reset(stream);
      }
      assertEquals(Http2Error.ENHANCE_YOUR_CALM.code(), client.awaitGoAway().errorCode());
      client.awaitClose();
    }
  }

  static Stream<Http2Headers> malformedHeads() {
    Http2Headers noMethod = FrameClient.get("/ping");
    noMethod.remove(":method");
    Http2Headers noPath = FrameClient.get("/ping");
    noPath.remove(":path");
    return Stream.of(
        FrameClient.get("/a b"),
        FrameClient.get("/a\tb"),
        FrameClient.get("/ping").method("G T"),
        noMethod,
        noPath);
  }

  @ParameterizedTest
  @MethodSource("malformedHeads")
  void malformedHeadResetsItsStream(Http2Headers head) throws Exception {
    try (FrameClient client = new FrameClient(service.port());
        RecordedLog errors = new RecordedLog("io.micronaut", Level.ERROR)) {
      for (boolean isComplete : List.of(true, false)) {
        client.send(head, isComplete);
        assertEquals(
            Http2Error.PROTOCOL_ERROR.code(), client.await(Http2ResetFrame.class).errorCode());
      }
      client.send(FrameClient.get("/baskets/1"), true);
      assertEquals("200", client.awaitStatus());
      assertTrue(errors.isEmpty());
    }
  }

  @Test
  void wrongContentLengthResetsTheStreamWithoutA500() throws Exception {
    try (FrameClient client = new FrameClient(service.port());
        RecordedLog errors = new RecordedLog(ERROR_LOG, Level.ERROR)) {
      Http2FrameStream stream =
          client.send(
              FrameClient.get("/payloads")
                  .method("POST")
                  .set("content-type", "text/plain")
                  .set("content-length", "5"),
              false);
      client.send(stream, 6, false);
      assertEquals(
          Http2Error.PROTOCOL_ERROR.code(), client.await(Http2ResetFrame.class).errorCode());
      client.send(FrameClient.get("/faults/unknown"), true);
      assertEquals("500", client.awaitStatus());
      assertEquals("GET /faults/unknown failed", errors.take());
    }
  }

  @Test
  void payloadThatOutlastsItsResponseIsEnded() throws Exception {
    try (FrameClient client = new FrameClient(service.port())) {
      Http2FrameStream stream = client.send(FrameClient.get("/nope").method("POST"), false);
      assertEquals("404", client.awaitStatus());
      client.send(stream, 1000, false);
      assertEquals(Http2Error.NO_ERROR.code(), client.await(Http2ResetFrame.class).errorCode());
    }
  }

  @Test
  void resetDuringThePayloadLeavesTheConnection() throws Exception {
    try (FrameClient client = new FrameClient(service.port())) {
      Http2FrameStream stream =
          client.send(
              FrameClient.get("/payloads").method("POST").set("content-type", "text/plain"), false);
      client.reset(stream);
      client.send(FrameClient.get("/baskets/1"), true);
      assertEquals("200", client.awaitStatus());
    }
  }
}
