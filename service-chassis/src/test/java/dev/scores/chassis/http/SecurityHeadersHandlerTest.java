package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.http.BasketsService.Response;
import io.micronaut.runtime.server.EmbeddedServer;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every response has the security headers for browsers. */
class SecurityHeadersHandlerTest {

  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  private static BasketsService service;

  @BeforeAll
  static void start() {
    service = new BasketsService();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /baskets/1, 200",
    "HEAD, /baskets/1, 200",
    "GET, /html, 200",
    "GET, /health/liveness, 200",
    "GET, /metrics, 200",
    "GET, /openapi.yaml, 200",
    "GET, /docs/page.js, 200",
    "GET, /nope, 404",
    "GET, /docs/../nope, 404",
    "DELETE, /baskets, 405",
    "POST, /baskets, 400",
    "GET, /faults/rejection, 409",
    "GET, /faults/413, 413",
    "GET, /faults/unknown, 500",
    "GET, /faults/store-unavailable, 503"
  })
  void everyResponseHasEachHeaderOnce(String method, String target, int status) {
    assertSafe(status, service.send(method, target, new byte[0]));
  }

  @Test
  void responseBeforeRoutingHasThem() {
    assertSafe(400, Response.of(service.exchange("GET /a b c HTTP/9\r\n\r\n")));
    assertSafe(414, service.get("/" + "x".repeat(20_000)));
    assertSafe(431, service.get("/baskets/1", "X: " + "x".repeat(20_000)));
    assertSafe(413, service.send("POST", "/baskets", new byte[200_000], BasketsService.JSON));
  }

  /** Handlers write these responses at different places of the pipeline. */
  @Test
  void preRoutingResponseHasThem() {
    HttpHeaders headers =
        service
            .bean(PreRoutingResponses.class)
            .to(
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/baskets/1"),
                List.of(),
                ApiException.unavailable())
            .headers();
    assertEquals(List.of("nosniff"), headers.getAll("X-Content-Type-Options"));
    assertEquals(List.of(NOTHING), headers.getAll("Content-Security-Policy"));
    assertEquals(List.of("DENY"), headers.getAll("X-Frame-Options"));
    assertEquals(List.of("no-referrer"), headers.getAll("Referrer-Policy"));
  }

  @Test
  void preflightResponseHasThem() {
    String[] preflight = {"Origin: https://a.example", "Access-Control-Request-Method: POST"};
    assertSafe(200, service.send("OPTIONS", "/baskets", new byte[0], preflight));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/docs", "/docs/"})
  void pageKeepsItsOwnPolicy(String path) {
    Response page = service.get(path);
    assertEquals(1, page.header("Content-Security-Policy").size());
    assertTrue(page.header("Content-Security-Policy").getFirst().contains("script-src 'self'"));
    assertEquals(List.of("nosniff"), page.header("X-Content-Type-Options"));
    assertEquals(List.of("deny"), page.header("X-Frame-Options"));
    assertEquals(List.of("no-referrer"), page.header("Referrer-Policy"));
  }

  @Test
  void interimResponseHasNone() throws IOException {
    String head =
        String.join(
            "\r\n",
            "POST /baskets HTTP/1.1",
            "Host: x",
            "Connection: close",
            "Expect: 100-continue",
            "Content-Type: application/json",
            "Content-Length: 2",
            "",
            "");
    int port = service.bean(EmbeddedServer.class).getPort();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      StringBuilder interim = new StringBuilder();
      while (!interim.toString().endsWith("\r\n\r\n")) {
        interim.append((char) socket.getInputStream().read());
      }
      assertTrue(interim.toString().startsWith("HTTP/1.1 100 Continue\r\n"), interim.toString());
      assertFalse(interim.toString().contains("nosniff"), interim.toString());
      socket.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
      byte[] response = socket.getInputStream().readAllBytes();
      assertSafe(400, Response.of(new String(response, StandardCharsets.UTF_8)));
    }
  }

  private static void assertSafe(int status, Response response) {
    assertEquals(status, response.status(), response.toString());
    assertEquals(List.of("nosniff"), response.header("X-Content-Type-Options"));
    assertEquals(List.of(NOTHING), response.header("Content-Security-Policy"));
    assertEquals(List.of("deny"), response.header("X-Frame-Options"));
    assertEquals(List.of("no-referrer"), response.header("Referrer-Policy"));
  }
}
