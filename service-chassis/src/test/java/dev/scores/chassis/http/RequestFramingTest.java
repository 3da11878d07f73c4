package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.http.BasketsService.Response;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that HTTP/1.1 forbids, over a plain socket (RFC 9112). */
class RequestFramingTest {

  private static final String BASKET = "{\"items\":[]}";
  private static final String CHUNK =
      Integer.toHexString(BASKET.length()) + "\r\n" + BASKET + "\r\n";
  private static final String PING = "GET /baskets/1 HTTP/1.1\r\nHost: x\r\n\r\n";

  private static BasketsService service;

  @BeforeAll
  static void start() {
    service = new BasketsService();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  // Payloads

  @Test
  void wholeChunkedPayloadIsAccepted() throws IOException {
    assertEquals(
        List.of("200", "200"),
        statuses(exchange(chunkedPost() + CHUNK + "0\r\n\r\n", lastRequest())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zz\r\n\r\n",
        "-1\r\n\r\n",
        "ffffffffffffffffff\r\n",
        "1\nx\n",
        "1\r\nxx\r\n0\r\n\r\n",
        "0\r\nno trailer\r\n\r\n"
      })
  void malformedLaterChunkReturns400AndCloses(String chunk) throws IOException {
    long before = service.bean(BasketsController.class).added();
    assertEquals(List.of("400"), statuses(exchange(chunkedPost() + CHUNK + chunk + PING)));
    assertEquals(before, service.bean(BasketsController.class).added());
  }

  @Test
  void malformedChunkInALaterPacketReturns400AndCloses() throws IOException {
    long before = service.bean(BasketsController.class).added();
    try (Socket socket = connect()) {
      write(socket, chunkedPost().replace("Host: x", "Host: x\r\nExpect: 100-continue"));
      // The route waits for the payload.
      assertEquals("HTTP/1.1 100 Continue", readLine(socket));
      write(socket, CHUNK);
      write(socket, "zz\r\n" + PING);
      String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(List.of("400"), statuses(rest));
    }
    assertEquals(before, service.bean(BasketsController.class).added());
  }

  @Test
  void malformedFirstChunkReturns400AndCloses() throws IOException {
    assertEquals(List.of("400"), statuses(exchange(chunkedPost() + "zz\r\n" + PING)));
  }

  @Test
  void malformedPayloadOfAGetReturns400AndCloses() throws IOException {
    String head = "GET /baskets/1 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertEquals("400", statuses(exchange(head + "zz\r\n" + PING)).getLast());
  }

  @Test
  void requestBeforeAMalformedOneGetsItsResponse() throws IOException {
    assertEquals(
        List.of("200", "400"), statuses(exchange(PING + chunkedPost() + CHUNK + "zz\r\n" + PING)));
  }

  /**
   * Otherwise the route would wait for the rest of the payload, and the client for the response.
   */
  @Test
  void malformedChunkEndsAResponseThatHasBegun() throws IOException {
    String head =
        chunkedPost().replace("/baskets", "/echo").replace("application/json", "text/plain");
    try (Socket socket = connect()) {
      // Well below the 60 s after which the server closes any idle connection.
      socket.setSoTimeout(30_000);
      write(socket, head + "5\r\nhello\r\n");
      StringBuilder begun = new StringBuilder();
      while (!begun.toString().contains("hello")) {
        begun.append(readLine(socket));
      }
      assertTrue(begun.toString().startsWith("HTTP/1.1 200 "), begun.toString());
      write(socket, "zz\r\n" + PING);
      String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertFalse(rest.contains("HTTP/1.1 "), rest);
      assertFalse(rest.endsWith("0\r\n\r\n"), "a last chunk says that the payload was whole");
    }
  }

  @Test
  void rejectionHasTheUsualBodyAndHeaders() throws IOException {
    Response response = Response.of(exchange(chunkedPost() + CHUNK + "zz\r\n"));
    response.is(
        400,
        "{\"status\":\"fail\",\"message\":\"The payload is malformed or incomplete.\","
            + "\"code\":\"invalid_request\"}");
    assertEquals(List.of("close"), response.header("Connection"));
    assertEquals(List.of("nosniff"), response.header("X-Content-Type-Options"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void abortedUploadIsNotAServerError(boolean reset) throws IOException {
    long before = counted("");
    try (Socket socket = connect()) {
      write(socket, chunkedPost().replace("Host: x", "Host: x\r\nExpect: 100-continue"));
      // The route waits for the payload.
      assertEquals("HTTP/1.1 100 Continue", readLine(socket));
      write(socket, CHUNK);
      if (reset) {
        socket.setSoLinger(true, 0);
      }
    }
    while (counted("") == before) {
      Thread.onSpinWait();
    }
    assertEquals(0, counted(",status=\"500\""));
  }

  /** The number of completed requests for the route with this status. */
  private static long counted(String status) {
    String start = "http_server_requests_seconds_count{method=\"POST\",route=\"/baskets\"" + status;
    return service
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  // Message framing

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: +5",
        "Content-Length: 5, 6",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "X-A : b",
        "X-A: a\0b",
        "X\0A: b",
        "no colon",
        ": no name"
      })
  void ambiguousHeadReturns400AndCloses(String header) throws IOException {
    String head = "POST /baskets HTTP/1.1\r\nHost: x\r\n" + BasketsService.JSON + "\r\n";
    assertEquals(
        List.of("400"),
        statuses(exchange(head + header + "\r\n\r\n" + CHUNK + "0\r\n\r\n" + PING)));
  }

  // Host (RFC 9112, section 3.2)

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Host: x\r\nHost: x\r\n",
        "Host: x\r\nHost: y\r\n",
        "Host: a b\r\n",
        "Host: x/y\r\n",
        "Host: user@x\r\n",
        "Host: x:port\r\n",
        "Host: [::1\r\n",
        "Host: x\\y\r\n",
        "Host: \"x\"\r\n",
        "Host: x?y\r\n",
        "Host: \u00e4.example\r\n"
      })
  void missingOrInvalidHostReturns400AndCloses(String hosts) throws IOException {
    String response = exchange("GET /baskets/1 HTTP/1.1\r\n" + hosts + "\r\n" + PING);
    assertEquals(List.of("400"), statuses(response));
    assertTrue(response.contains("exactly one valid Host header"), response);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x", "x:80", "127.0.0.1:5002", "[::1]:5002", "a-b.example", "x:", "%41", "a_b"})
  void validHostIsAccepted(String host) {
    service
        .get("/baskets/1")
        .is(
            200,
            Response.of(
                    service.exchange(
                        "GET /baskets/1 HTTP/1.1\r\nConnection: close\r\nHost: "
                            + host
                            + "\r\n\r\n"))
                .body());
  }

  @Test
  void http10NeedsNoHost() {
    assertTrue(service.exchange("GET /baskets/1 HTTP/1.0\r\n\r\n").startsWith("HTTP/1.0 200 "));
  }

  // Versions (RFC 9110, section 2.5)

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/3.7", "HTTP/2.0", "HTTP/0.9", "HTTP/1.10", "HTTP/x.y", "FTP/1.1"})
  void unknownVersionReturns400AsHttp11(String version) throws IOException {
    String response = exchange("GET /baskets/1 " + version + "\r\nHost: x\r\n\r\n" + PING);
    assertEquals(List.of("400"), statuses(response));
    assertTrue(response.startsWith("HTTP/1.1 400 "), response);
  }

  @Test
  void laterMinorVersionIsServedAsHttp11() throws IOException {
    String response = exchange("GET /baskets/1 HTTP/1.2\r\nHost: x\r\n\r\n", lastRequest());
    assertTrue(response.startsWith("HTTP/1.1 200 "), response);
  }

  // Content codings (RFC 9110, section 15.5.16)

  @ParameterizedTest
  @ValueSource(strings = {"x-unknown", "br", "zstd", "snappy", "gzip, identity", "gzip, gzip"})
  void unknownContentEncodingReturns415(String coding) {
    byte[] payload = BASKET.getBytes(StandardCharsets.UTF_8);
    Response response =
        service.send(
            "POST", "/baskets", payload, BasketsService.JSON, "Content-Encoding: " + coding);
    response.is(
        415,
        "{\"status\":\"fail\",\"message\":\"Content-Encoding must be gzip, deflate or identity.\","
            + "\"code\":\"unsupported_media_type\"}");
    assertEquals(List.of("gzip, deflate, identity"), response.header("Accept-Encoding"));
    assertEquals(1, response.header("X-Request-Id").size());
  }

  @ParameterizedTest
  @CsvSource({"identity", "IDENTITY", "''"})
  void identityIsAccepted(String coding) {
    byte[] payload = BASKET.getBytes(StandardCharsets.UTF_8);
    Response response =
        service.send(
            "POST", "/baskets", payload, BasketsService.JSON, "Content-Encoding: " + coding);
    assertEquals(200, response.status(), response.toString());
  }

  /** Sends the packets and returns all bytes until the server closes. */
  private static String exchange(String... packets) throws IOException {
    try (Socket socket = connect()) {
      socket.setTcpNoDelay(true);
      for (String packet : packets) {
        write(socket, packet);
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Socket connect() throws IOException {
    return new Socket(
        InetAddress.getLoopbackAddress(), service.bean(EmbeddedServer.class).getPort());
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String readLine(Socket socket) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int one = socket.getInputStream().read(); one != '\r'; ) {
      assertTrue(one >= 0, "the server closed behind " + line);
      line.append((char) one);
      one = socket.getInputStream().read();
    }
    return line.toString();
  }

  private static List<String> statuses(String responses) {
    return Pattern.compile("HTTP/1\\.[01] (\\d{3}) ")
        .matcher(responses)
        .results()
        .map(status -> status.group(1))
        .toList();
  }

  private static String chunkedPost() {
    return "POST /baskets HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        + BasketsService.JSON
        + "\r\n\r\n";
  }

  private static String lastRequest() {
    return PING.replace("Host: x", "Host: x\r\nConnection: close");
  }
}
