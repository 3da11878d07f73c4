package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
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

/** HTTP behaviour that all responses share: error formats, CORS, request ids, caching. */
class HttpBehaviourTest {

  private static final List<String> ANY_ANSWER =
      List.of("/ping", "/scores", "/scores/blah", "/nope", "/scores/user", "/scores?limit=x");

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users, "DATABASE_URL", TestDatabases.SHARED);
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
  void problemsAreReturnedIfPreferred(String accept) {
    Response notFound = service.get("/scores/blah", "Accept", accept);
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
    Response rejected = service.get("/scores/user", "Accept", accept, "Authorization", "Bearer x");
    assertEquals(401, rejected.status());
    assertEquals("Bearer", rejected.header("WWW-Authenticate"));
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
  void envelopeIsTheDefaultErrorFormat(String accept) {
    Response response = service.get("/scores/blah", "Accept", accept);
    assertEquals("application/json", response.header("Content-Type"));
    assertTrue(response.body().startsWith("{\"status\":\"fail\""), response.body());
  }

  // CORS

  @Test
  void corsAllowsEveryOrigin() {
    for (String path : ANY_ANSWER) {
      for (String origin : List.of("https://app.example.com", "http://localhost:3000", "null")) {
        Response response = service.get(path, "Origin", origin);
        assertEquals(origin, response.header("Access-Control-Allow-Origin"), path);
        assertEquals(
            "Location,Link,ETag,Retry-After,X-Request-Id,Deprecation,Sunset",
            response.header("Access-Control-Expose-Headers"),
            path);
        assertEquals("", response.header("Access-Control-Allow-Credentials"), path);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "PATCH"})
  void preflightIsAllowed(String method) {
    Response response =
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
    assertEquals(200, response.status());
    assertEquals("https://app.example.com", response.header("Access-Control-Allow-Origin"));
    assertEquals(method, response.header("Access-Control-Allow-Methods"));
    assertEquals("authorization,content-type", response.header("Access-Control-Allow-Headers"));
  }

  @Test
  void originsCanBeRestricted() {
    try (ScoresService narrow =
        ScoresService.start(
            users,
            "DATABASE_URL",
            TestDatabases.SHARED,
            "CORS_ORIGINS",
            "https://a.example, https://b.example")) {
      Response known = narrow.get("/ping", "Origin", "https://b.example");
      assertEquals("https://b.example", known.header("Access-Control-Allow-Origin"));
      Response stranger = narrow.get("/ping", "Origin", "https://c.example");
      assertEquals("", stranger.header("Access-Control-Allow-Origin"));
    }
  }

  // Request ids

  @Test
  void requestIdIsReturnedInTheHeader() {
    for (String path : ANY_ANSWER) {
      Response response = service.get(path, "X-Request-Id", "abc-1.2_Z");
      assertEquals("abc-1.2_Z", response.header("X-Request-Id"), path);
      assertTrue(!response.body().contains("abc-1.2_Z"), response.body());
    }
  }

  @Test
  void unsafeRequestIdIsReplaced() {
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
  void callersResponsesAreNotStored() {
    Response own = service.get("/scores/user", "Authorization", "Bearer user-7");
    assertEquals("private, no-store", own.header("Cache-Control"));
    assertEquals("private, no-store", service.get("/scores/user").header("Cache-Control"));
    assertEquals("", service.get("/scores/1").header("Cache-Control"));
  }

  @Test
  void responsesWithAnEtagMayBeRevalidated() {
    Response written = service.write("PATCH", "/scores", 7, "{\"exercise_id\":1,\"correct\":true}");
    assertRevalidated(written);
    String[] caller = {"Authorization", "Bearer user-7"};
    assertRevalidated(service.get("/scores/user/exercise/1", caller));
    Response known =
        service.get(
            "/scores/user/exercise/1",
            caller[0],
            caller[1],
            "If-None-Match",
            written.header("ETag"));
    assertEquals(304, known.status());
    assertRevalidated(known);
  }

  /** Cached privately and for one token only. */
  private static void assertRevalidated(Response response) {
    assertEquals("private, no-cache", response.header("Cache-Control"));
    assertTrue(response.header("Vary").contains("Authorization"), response.header("Vary"));
  }

  // Connections

  @Test
  void connectionStaysOpenAfterErrors() throws IOException {
    StringBuilder requests = new StringBuilder();
    for (String path : ANY_ANSWER) {
      requests.append("GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path));
    }
    requests.append("HEAD /scores HTTP/1.1\r\nHost: x\r\n\r\n");
    requests.append(
        String.join(
            "\r\n",
            "PATCH /scores HTTP/1.1",
            "Host: x",
            "Authorization: Bearer user-7",
            "Content-Type: application/json",
            "Content-Length: 1",
            "",
            "x"));
    requests.append("GET /ping HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    try (Socket socket = new Socket("localhost", service.port())) {
      socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.US_ASCII));
      String responses = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(
          List.of("200", "200", "404", "404", "403", "400", "200", "400", "200"),
          Pattern.compile("HTTP/1.1 (\\d+) ")
              .matcher(responses)
              .results()
              .map(m -> m.group(1))
              .toList());
    }
  }
}
