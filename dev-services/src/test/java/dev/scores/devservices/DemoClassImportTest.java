package dev.scores.devservices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests of the import to a stub, and its reactions to the responses. */
class DemoClassImportTest {

  private static final String REGISTER =
      """
      POST /auth/register - {"email":"ada.okafor@example.com","password":"demo-password","username":"ada.okafor"}""";
  private static final String LOG_IN =
      """
      POST /auth/login - {"email":"ada.okafor@example.com","password":"demo-password"}""";
  private static final String WRITE =
      """
      PATCH /scores/batch Bearer t.o.k {"scores":[{"exercise_id":1,"correct":true},{"exercise_id":7,"correct":false}]}""";
  private static final Reply TOKEN = new Reply(201, "{\"auth_token\":\"t.o.k\"}");
  private static final Reply TAKEN = new Reply(400, "{\"status\":\"fail\"}");
  private static final Reply WRITTEN = new Reply(200, "{\"status\":\"success\"}");

  private static final Student ADA =
      new Student("ada.okafor", List.of(new ExerciseResult(1, true), new ExerciseResult(7, false)));

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Queue<Reply>> replies = new ConcurrentHashMap<>();
  private final AtomicInteger done = new AtomicInteger();
  private HttpServer server;

  private record Reply(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(0), 0);
    server.createContext("/", this::respond);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void newStudentIsRegisteredAndWritesOneBatch() throws Exception {
    reply("/auth/register", TOKEN);
    reply("/scores/batch", WRITTEN);
    enrol(ADA);
    assertEquals(List.of(REGISTER, WRITE), requests);
    assertEquals(1, done.get());
  }

  @Test
  void existingStudentLogsIn() throws Exception {
    reply("/auth/register", TAKEN);
    reply("/auth/login", new Reply(200, TOKEN.body()));
    reply("/scores/batch", WRITTEN);
    enrol(ADA);
    assertEquals(List.of(REGISTER, LOG_IN, WRITE), requests);
  }

  @Test
  void studentWithAChangedPasswordIsSkipped() throws Exception {
    reply("/auth/register", TAKEN);
    reply("/auth/login", new Reply(404, "{}"));
    enrol(ADA);
    assertEquals(List.of(REGISTER, LOG_IN), requests);
    assertEquals(1, done.get());
  }

  @Test
  void studentWithoutResultsWritesNothing() throws Exception {
    reply("/auth/register", TOKEN);
    enrol(new Student("ada.okafor", List.of()));
    assertEquals(List.of(REGISTER), requests);
  }

  @Test
  void responseWithRetryAfterIsRetried() throws Exception {
    reply("/auth/register", new Reply(503, ""), new Reply(429, ""), TOKEN);
    reply("/scores/batch", new Reply(503, ""), WRITTEN);
    enrol(ADA);
    assertEquals(List.of(REGISTER, REGISTER, REGISTER, WRITE, WRITE), requests);
  }

  @Test
  void retriesEndAfter20Tries() {
    reply("/auth/register", Collections.nCopies(20, new Reply(503, "busy")).toArray(Reply[]::new));
    var exception = assertThrows(StartupException.class, () -> enrol(ADA));
    assertEquals(
        url("/auth/register") + " did not register ada.okafor: 503 busy", exception.getMessage());
    assertEquals(20, requests.size());
  }

  @Test
  void unexpectedResponseIsQuoted() {
    reply("/auth/register", TOKEN);
    reply("/scores/batch", new Reply(501, "not yet"));
    var exception = assertThrows(StartupException.class, () -> enrol(ADA));
    assertEquals(
        url("/scores/batch") + " did not accept the scores: 501 not yet", exception.getMessage());
    assertEquals(0, done.get());
  }

  private void reply(String path, Reply... sequence) {
    replies.put(path, new ArrayDeque<>(List.of(sequence)));
  }

  private void enrol(Student student) throws InterruptedException {
    var service =
        new ServiceSpec("both", Path.of("none.jar"), server.getAddress().getPort(), Map.of());
    try (var client = new JsonClient()) {
      new DemoClassImport(service, service, client)
          .enrol(new DemoClass(List.of(), List.of(student)), done::incrementAndGet);
    }
  }

  private String url(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  /** Every response has Retry-After, which has a meaning with 429 and 503 only. */
  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      var token = exchange.getRequestHeaders().getFirst("Authorization");
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var path = exchange.getRequestURI().getPath();
      requests.add(
          "%s %s %s %s"
              .formatted(exchange.getRequestMethod(), path, token == null ? "-" : token, body));
      var reply = replies.getOrDefault(path, new ArrayDeque<>()).remove();
      var bytes = reply.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Retry-After", "0");
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
