package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Answer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Manners of HTTP (design, section 3), on successes and on errors alike. */
class HttpBehaviourTest {

  private static final List<String> ANY_ANSWER =
      List.of("/ping", "/scores", "/scores/blah", "/nope", "/scores/user", "/scores?limit=x");

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users, "DATABASE_URL", SharedDatabase.URL);
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  // Problems (RFC 9457)

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/problem+json",
        "application/problem+json, application/json;q=0.9",
        "application/*;q=0.2, application/problem+json;q=0.3",
        "*/*;q=0.1, application/problem+json",
        "APPLICATION/PROBLEM+JSON"
      })
  void whoRanksProblemsAboveJsonGetsProblems(String accept) {
    Answer notFound = service.get("/scores/blah", "Accept", accept);
    notFound.is(
        404,
        "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
            + "\"detail\":\"Score does not exist\",\"code\":\"score_does_not_exist\"}");
    assertEquals("application/problem+json", notFound.header("Content-Type"));
    assertTrue(notFound.header("Vary").contains("Accept"));
    service
        .get("/scores?limit=0", "Accept", accept)
        .is(
            400,
            "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                + "\"detail\":\"Invalid parameter.\",\"code\":\"invalid_parameter\",\"errors\":["
                + "{\"pointer\":\"limit\",\"message\":\"a whole number from 1 to 1000 is expected\"}]}");
    Answer refused = service.get("/scores/user", "Accept", accept, "Authorization", "Bearer x");
    assertEquals(401, refused.status());
    assertEquals("Bearer", refused.header("WWW-Authenticate"));
    assertEquals("application/json", service.get("/ping", "Accept", accept).header("Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/problem+json, application/json",
        "application/problem+json;q=0.5, application/json",
        "application/problem+json;q=0.5, */*",
        "application/*",
        "*/*",
        "application/problem+json;q=0",
        "text/html",
        "garbage"
      })
  void everybodyElseGetsTheEnvelope(String accept) {
    Answer answer = service.get("/scores/blah", "Accept", accept);
    assertEquals("application/json", answer.header("Content-Type"));
    assertTrue(answer.body().startsWith("{\"status\":\"fail\""), answer.body());
  }

  // CORS

  @Test
  void everyAnswerMayBeReadByAPageFromAnywhere() {
    for (String path : ANY_ANSWER) {
      for (String origin : List.of("https://app.example.com", "http://localhost:3000", "null")) {
        Answer answer = service.get(path, "Origin", origin);
        assertEquals(origin, answer.header("Access-Control-Allow-Origin"), path);
        assertEquals(
            "Location,Link,ETag,Retry-After,X-Request-Id",
            answer.header("Access-Control-Expose-Headers"),
            path);
        assertEquals("", answer.header("Access-Control-Allow-Credentials"), path);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH"})
  void aPreflightIsAnswered(String method) {
    Answer answer =
        service.send(
            service.request(
                "OPTIONS",
                method.equals("POST") ? "/scores" : "/scores/1",
                "",
                "Origin",
                "https://app.example.com",
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                "authorization,content-type"));
    assertEquals(200, answer.status());
    assertEquals("https://app.example.com", answer.header("Access-Control-Allow-Origin"));
    assertEquals(method, answer.header("Access-Control-Allow-Methods"));
    assertEquals("authorization,content-type", answer.header("Access-Control-Allow-Headers"));
  }

  @Test
  void anOperatorCanNameTheOrigins() {
    try (ScoresService narrow =
        ScoresService.start(
            users,
            "DATABASE_URL",
            SharedDatabase.URL,
            "CORS_ORIGINS",
            "https://a.example, https://b.example")) {
      Answer known = narrow.get("/ping", "Origin", "https://b.example");
      assertEquals("https://b.example", known.header("Access-Control-Allow-Origin"));
      Answer stranger = narrow.get("/ping", "Origin", "https://c.example");
      assertEquals("", stranger.header("Access-Control-Allow-Origin"));
    }
  }

  // Request ids

  @Test
  void aRequestIdIsTakenAndEchoedInTheHeaderOnly() {
    for (String path : ANY_ANSWER) {
      Answer answer = service.get(path, "X-Request-Id", "abc-1.2_Z");
      assertEquals("abc-1.2_Z", answer.header("X-Request-Id"), path);
      assertTrue(!answer.body().contains("abc-1.2_Z"), answer.body());
    }
  }

  @Test
  void aRequestIdThatIsNotSafeIsReplaced() {
    for (String unsafe : List.of("", " ", "a b", "a\"b", "<script>", "x".repeat(65))) {
      String id = service.get("/ping", "X-Request-Id", unsafe).header("X-Request-Id");
      assertTrue(id.matches("[0-9a-f]{32}"), id);
    }
    assertEquals(
        "x".repeat(64),
        service.get("/ping", "X-Request-Id", "x".repeat(64)).header("X-Request-Id"));
    assertNotEquals(
        service.get("/ping").header("X-Request-Id"), service.get("/ping").header("X-Request-Id"));
  }

  // Caching

  @Test
  void answersForTheCallerAreNotStored() {
    Answer own = service.get("/scores/user", "Authorization", "Bearer user-7");
    assertEquals("private, no-store", own.header("Cache-Control"));
    assertEquals("private, no-store", service.get("/scores/user").header("Cache-Control"));
    assertEquals("", service.get("/scores/1").header("Cache-Control"));
  }

  @Test
  void answersWithAnETagMayBeRevalidated() {
    Answer written = service.write("PATCH", "/scores", 7, "{\"exercise_id\":1,\"correct\":true}");
    assertRevalidated(written);
    String[] caller = {"Authorization", "Bearer user-7"};
    assertRevalidated(service.get("/scores/user/exercise/1", caller));
    Answer known =
        service.get(
            "/scores/user/exercise/1",
            caller[0],
            caller[1],
            "If-None-Match",
            written.header("ETag"));
    assertEquals(304, known.status());
    assertRevalidated(known);
  }

  /** By the caller's own cache, and under the caller's own token: versions are not unique. */
  private static void assertRevalidated(Answer answer) {
    assertEquals("private, no-cache", answer.header("Cache-Control"));
    assertTrue(answer.header("Vary").contains("Authorization"), answer.header("Vary"));
  }

  // Connections

  @Test
  void aConnectionOutlivesErrors() throws IOException {
    StringBuilder requests = new StringBuilder();
    for (String path : ANY_ANSWER) {
      requests.append("GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path));
    }
    requests.append("HEAD /scores HTTP/1.1\r\nHost: x\r\n\r\n");
    requests.append(
        "PATCH /scores HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer user-7\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1\r\n\r\nx");
    requests.append("GET /ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    try (Socket socket = new Socket("localhost", service.port())) {
      socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
      String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(
          List.of("200", "200", "404", "404", "403", "400", "200", "400", "200"),
          Pattern.compile("HTTP/1.1 (\\d+) ")
              .matcher(answers)
              .results()
              .map(m -> m.group(1))
              .toList());
    }
  }
}
