package dev.scores.chassis.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.ServiceDefinition;
import dev.scores.chassis.database.PoolAdmission;
import dev.scores.chassis.settings.CommonSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deadlines, admission control and pipelining over a connection. */
class LimitsTest {

  private static final String UNAVAILABLE =
      "{\"status\":\"error\",\"message\":\"The service is unavailable. Please try again.\","
          + "\"code\":\"service_unavailable\"}";

  private static final Map<String, String> SHORT = Map.of("REQUEST_TIMEOUT", "200ms");
  private static final Map<String, String> IMPATIENT =
      Map.of("ADMISSION_MAX_WAIT", "1s", "REQUEST_TIMEOUT", "10m");

  private ApplicationContext context = ApplicationContext.builder().build();

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  void lateResponseIs503AndClosesTheConnection() throws IOException {
    start(SHORT);
    String response = exchange(request("GET /never", "X-Request-Id: mine"));
    assertTrue(response.startsWith("http/1.1 503 "), response);
    assertTrue(response.contains("\r\nretry-after: 1\r\n"), response);
    assertTrue(response.contains("\r\nconnection: close\r\n"), response);
    assertTrue(response.contains("\r\nx-request-id: mine\r\n"), response);
    assertTrue(response.endsWith(UNAVAILABLE.toLowerCase(Locale.ROOT)), response);
    assertEquals(1, rejected("late"));
  }

  @Test
  void slowHeadClosesTheConnection() throws IOException {
    start(SHORT);
    assertEquals("", exchange("GET /none HTTP/1.1\r\nHost: x\r\nX-Slow: "));
    assertEquals(1, rejected("slow"));
  }

  @Test
  void endlessHeadClosesTheConnection() throws IOException {
    start(SHORT);
    try (Socket socket = connect()) {
      int sent = 0;
      try {
        while (sent < 1_000_000) {
          socket.getOutputStream().write('x');
          sent++;
          Thread.onSpinWait();
        }
      } catch (IOException cutOff) {
        return;
      }
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void incompletePayloadReturns408() throws IOException {
    start(SHORT);
    String response =
        exchange(
            request("POST /payloads", "Content-Type: application/json", "Content-Length: 100")
                + "{");
    assertTrue(response.startsWith("http/1.1 408 "), response);
    assertTrue(response.contains("\"code\":\"invalid_request\""), response);
  }

  @Test
  void idleConnectionHasNoDeadline() throws IOException {
    // Long enough for two requests on a busy machine.
    start(Map.of("REQUEST_TIMEOUT", "1s"));
    try (Socket kept = connect()) {
      send(kept, request("GET /none"));
      assertTrue(head(kept).startsWith("http/1.1 404 "));
      // The deadline passes.
      exchange(get("/never"));
      send(kept, request("GET /none"));
      assertTrue(head(kept).startsWith("http/1.1 404 "));
    }
  }

  @Test
  void overloadIsRejectedFirstAndEndsAgain() throws Exception {
    start(IMPATIENT);
    PoolAdmission admission = context.getBean(PoolAdmission.class);
    var open = openRequests();
    try (Socket kept = connect()) {
      waitForDatabase();
      String rejection = awaitOn(kept, response -> response.startsWith("http/1.1 503 "));
      assertTrue(rejection.contains("\r\nretry-after: 1\r\n"), rejection);
      assertTrue(exchange(get("/metrics")).startsWith("http/1.1 200 "));
      assertTrue(exchange(get("/health/liveness")).startsWith("http/1.1 200 "));
      assertTrue(exchange(get("/ping?x=y")).startsWith("http/1.1 404 "));
      String payload =
          exchange(request("POST /none", "Content-Length: 5") + "12345" + get("/metrics"));
      assertTrue(payload.startsWith("http/1.1 503 "), payload);
      assertTrue(payload.contains("http/1.1 200 "), payload);
      admission.estimator().leave(true);
      awaitOn(kept, response -> response.startsWith("http/1.1 404 "));
    }
    open.close();
    assertTrue(rejected("overload") > 0);
  }

  @Test
  void admissionRejectionHasTheUsualHeaders() throws Exception {
    start(IMPATIENT);
    waitForDatabase();
    var open = openRequests();
    try (Socket kept = connect()) {
      awaitOn(kept, response -> response.startsWith("http/1.1 503 "));
    }
    String response =
        exchange(
            request(
                "GET /none",
                "Connection: close",
                "Accept: application/problem+json",
                "Origin: https://app.example.com"));
    assertTrue(response.contains("\r\ncontent-type: application/problem+json\r\n"), response);
    assertTrue(
        response.contains("\r\naccess-control-allow-origin: https://app.example.com\r\n"),
        response);
    assertTrue(response.contains("\r\naccess-control-expose-headers: location,link,"), response);
    assertTrue(response.contains("\"title\":\"service unavailable\""), response);
    String head = exchange(request("HEAD /none", "Connection: close"));
    assertTrue(head.startsWith("http/1.1 503 ") && head.endsWith("\r\n\r\n"), head);
    String expecting = exchange(request("POST /none", "Content-Length: 5", "Expect: 100-continue"));
    assertTrue(expecting.startsWith("http/1.1 503 "), expecting);
    assertTrue(expecting.contains("\r\nconnection: close\r\n"), expecting);
    open.close();
  }

  @Test
  void fewRequestsAreAlwaysAdmitted() throws Exception {
    start(IMPATIENT);
    waitForDatabase();
    var open = openRequests();
    try (Socket kept = connect()) {
      awaitOn(kept, response -> response.startsWith("http/1.1 503 "));
      open.close();
      awaitOn(kept, response -> response.startsWith("http/1.1 404 "));
    }
  }

  @Test
  void connectionIsPausedAfterARejection() throws Exception {
    start(IMPATIENT);
    waitForDatabase();
    var open = openRequests();
    try (Socket kept = connect()) {
      awaitOn(kept, response -> response.startsWith("http/1.1 503 "));
      RejectionThrottle throttle = context.getBean(RejectionThrottle.class);
      long allSlotsTaken;
      do {
        allSlotsTaken = System.nanoTime();
      } while (throttle.nextNanos() < RejectionThrottle.LONGEST.toNanos());
      awaitOn(kept, response -> response.startsWith("http/1.1 503 "));
      // The next rejection gets a later slot than all of these, whenever this thread sends it.
      awaitOn(kept, response -> response.startsWith("http/1.1 503 "));
      assertTrue(System.nanoTime() - allSlotsTaken >= RejectionThrottle.LONGEST.toNanos());
    }
    open.close();
  }

  @Test
  void pipelinedResponsesKeepTheOrder() throws IOException {
    start(IMPATIENT);
    StringBuilder requests = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      String payload = "number " + i;
      requests
          .append(
              request(
                  "POST /payloads",
                  "Content-Type: text/plain",
                  "Accept: text/plain",
                  "Content-Length: " + payload.length()))
          .append(payload);
      expected.append(payload).append('\n');
    }
    String responses = exchange(requests + get("/ping"));
    StringBuilder seen = new StringBuilder();
    Pattern.compile("number \\d+")
        .matcher(responses)
        .results()
        .forEach(it -> seen.append(it.group()).append('\n'));
    assertEquals(expected.toString(), seen.toString());
  }

  @Test
  void pipelinedRequestsProceedOneAtATime() throws IOException {
    start(IMPATIENT);
    NeverController never = context.getBean(NeverController.class);
    int before = never.calls();
    try (Socket socket = connect()) {
      send(socket, request("GET /never").repeat(50) + request("GET /none").repeat(50));
      // When a later request of another connection has its response, the first ones were read.
      while (never.calls() == before) {
        exchange(get("/none"));
      }
      exchange(get("/none"));
      assertEquals(before + 1, never.calls());
    }
  }

  @Test
  void pipelinedRequestIsAdmittedOnItsOwn() throws Exception {
    start(IMPATIENT);
    waitForDatabase();
    var open = openRequests();
    awaitOverload();
    String responses = exchange(request("GET /metrics") + get("/none"));
    assertTrue(responses.startsWith("http/1.1 200 "), responses);
    assertTrue(responses.contains("http/1.1 503 "), responses);
    open.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/none", "/healthy", "/.well-known/none", "/ping/", "/metrics/x"})
  void onlyExactPathsBypassAdmission(String path) throws Exception {
    start(IMPATIENT);
    waitForDatabase();
    var open = openRequests();
    awaitOverload();
    assertTrue(exchange(get(path)).startsWith("http/1.1 503 "), path);
    open.close();
  }

  @Test
  void fullQueueRejectsOnlyItsOwnRequests() throws Exception {
    start(IMPATIENT);
    SlowQueue queue = context.getBean(SlowQueue.class);
    queue.nanos = Long.MAX_VALUE / 2;
    var open = openRequests();
    try (Socket kept = connect()) {
      awaitOn(kept, "/slow-queue/1", response -> response.startsWith("http/1.1 503 "));
      send(kept, request("GET /none"));
      assertTrue(head(kept).startsWith("http/1.1 404 "));
      queue.nanos = 0;
      awaitOn(kept, "/slow-queue/1", response -> response.startsWith("http/1.1 404 "));
    }
    open.close();
  }

  /** Simulates a caller that waits for a connection longer than {@code ADMISSION_MAX_WAIT}. */
  private void waitForDatabase() throws Exception {
    var queue = context.getBean(PoolAdmission.class).estimator();
    queue.enter();
    while (queue.expectedNanos() <= Duration.ofMillis(1100).toNanos()) {
      Thread.onSpinWait();
    }
  }

  private void awaitOverload() throws IOException {
    try (Socket kept = connect()) {
      awaitOn(kept, response -> response.startsWith("http/1.1 503 "));
    }
  }

  /** Opens as many requests as are needed for the estimate to apply. */
  private OpenRequests openRequests() throws IOException {
    NeverController never = context.getBean(NeverController.class);
    int before = never.calls();
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < AdmissionController.FREE_REQUESTS + 8; i++) {
      Socket socket = connect();
      send(socket, request("GET /never"));
      sockets.add(socket);
    }
    // Until these are in flight, a request of the test would be admitted without a check.
    while (never.calls() - before <= AdmissionController.FREE_REQUESTS) {
      Thread.onSpinWait();
    }
    return new OpenRequests(sockets);
  }

  private record OpenRequests(List<Socket> sockets) implements AutoCloseable {

    @Override
    public void close() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private void start(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("MICRONAUT_ENVIRONMENTS", "test");
    environment.put("DATABASE_URL", "postgres://nobody@none/none");
    context = new ServiceDefinition(CommonSettings.withPort(0)).context(environment).start();
    context.getBean(EmbeddedServer.class).start();
  }

  private double rejected(String reason) {
    return context
        .getBean(MeterRegistry.class)
        .get("http.server.rejections")
        .tag("reason", reason)
        .counter()
        .count();
  }

  private static String get(String path) {
    return request("GET " + path, "Connection: close");
  }

  private static String request(String line, String... headers) {
    StringBuilder head = new StringBuilder(line + " HTTP/1.1\r\nHost: x\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** Requests an unknown path until the head of the response matches. */
  private static String awaitOn(Socket kept, Predicate<String> expected) throws IOException {
    return awaitOn(kept, "/none", expected);
  }

  private static String awaitOn(Socket kept, String path, Predicate<String> expected)
      throws IOException {
    while (true) {
      send(kept, request("GET " + path));
      String response = head(kept);
      if (expected.test(response)) {
        return response;
      }
    }
  }

  /** Reads a response and returns its head in lower case. */
  private static String head(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new EOFException("closed after: " + head);
      }
      head.append((char) next);
    }
    String text = head.toString().toLowerCase(Locale.ROOT);
    socket
        .getInputStream()
        .readNBytes(Integer.parseInt(text.replaceAll("(?s).*\ncontent-length: (\\d+).*", "$1")));
    return text;
  }

  /** Sends the text and returns all bytes until the server closes, in lower case. */
  private String exchange(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .toLowerCase(Locale.ROOT);
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private Socket connect() throws IOException {
    return new Socket(
        InetAddress.getLoopbackAddress(), context.getBean(EmbeddedServer.class).getPort());
  }
}
