package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.scores.app.ScoresService.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditional requests (RFC 9110, section 13) on single scores. */
class ConditionalRequestsTest {

  private static final String HAS_CHANGED =
      "{\"status\":\"fail\",\"message\":\"The score has changed.\",\"code\":\"score_has_changed\"}";
  private static final String NO_SUCH_SCORE =
      "{\"status\":\"fail\",\"message\":\"Sorry. That score does not exist.\","
          + "\"code\":\"score_does_not_exist\"}";
  private static final String INVALID_IF_MATCH =
      "{\"status\":\"fail\",\"message\":\"Invalid parameter.\",\"code\":\"invalid_parameter\","
          + "\"errors\":[{\"pointer\":\"If-Match\","
          + "\"message\":\"entity tags such as \\\"1-1\\\", or *, are expected\"}]}";
  private static final String SOLVED = "{\"exercise_id\":85,\"correct\":true}";
  private static final String FAILED = "{\"exercise_id\":85,\"correct\":false}";
  private static final List<String> READS =
      List.of("/scores/1", "/scores/user/1", "/scores/user/exercise/85");
  private static final List<String> WRITES = List.of("PUT", "PATCH");

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users);
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  /** Score 1 is user 7's for exercise 85 with version 2; score 2 is user 8's. */
  @BeforeEach
  void twoScores() {
    service.execute("truncate scores restart identity");
    service.write("POST", "/scores", 7, FAILED);
    service.write("POST", "/scores", 8, FAILED);
    service.write("PUT", "/scores/1", 7, FAILED);
  }

  // Entity tags

  @Test
  void singleScoreHasAnEntityTag() {
    Response added = service.write("POST", "/scores", 9, exercise(1));
    String id = added.header("Location").replace("/scores/", "");
    assertEquals("\"" + id + "-1\"", added.header("ETag"));
    assertEquals(
        "\"" + id + "-2\"", service.write("PATCH", "/scores", 9, exercise(1)).header("ETag"));
    assertEquals("\"1-3\"", service.write("PUT", "/scores/1", 7, SOLVED).header("ETag"));
    assertEquals("\"1-4\"", service.write("PATCH", "/scores/1", 7, SOLVED).header("ETag"));
    assertTrue(service.write("PATCH", "/scores/1", 9, exercise(3)).header("ETag").endsWith("-1\""));
    for (String path : READS) {
      assertEquals("\"1-4\"", service.get(path, as(7)).header("ETag"), path);
      assertEquals("\"1-4\"", head(path).header("ETag"), path);
    }
  }

  @Test
  void otherResponsesHaveNoEntityTag() {
    assertEquals("", service.get("/scores").header("ETag"));
    assertEquals("", service.get("/scores/99").header("ETag"));
    assertEquals("", service.write("PUT", "/scores/99", 7, SOLVED).header("ETag"));
  }

  // If-None-Match

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1-2\"",
        "W/\"1-2\"",
        "*",
        "\"1-1\", \"1-2\"",
        "\"x\",W/\"1-2\" , \"1-9\"",
        ",\"1-2\",",
        " \"1-2\" "
      })
  void matchingTagReturns304(String tags) {
    for (String path : READS) {
      Response response = service.get(path, as(7, "If-None-Match", tags));
      response.is(304, "");
      assertEquals("\"1-2\"", response.header("ETag"));
      assertEquals(
          path.equals("/scores/1") ? "" : "private, no-cache", response.header("Cache-Control"));
      assertEquals("", response.header("Content-Type"));
      assertEquals(304, head(path, "If-None-Match", tags).status());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1-1\"",
        "\"1-3\"",
        "\"1-02\"",
        "\"2\"",
        "\"2-2\"",
        "\"01-2\"",
        "\"2 \"",
        "2",
        "w/\"1-2\"",
        "\"2",
        "\"1-2\" \"1-2\"",
        "*, \"1-2\"",
        "\"\"",
        "x"
      })
  void otherOrMalformedTagReturnsTheScore(String tags) {
    for (String path : READS) {
      String whole = service.get(path, as(7)).body();
      service.get(path, as(7, "If-None-Match", tags)).is(200, whole);
    }
  }

  @Test
  void conditionIsIgnoredOnErrors() {
    assertEquals(404, service.get("/scores/99", "If-None-Match", "*").status());
    assertEquals(404, service.get("/scores/user/2", as(7, "If-None-Match", "*")).status());
    assertEquals(403, service.get("/scores/user/1", "If-None-Match", "*").status());
  }

  @Test
  void severalHeaderLinesAreOneList() throws IOException {
    assertTrue(
        raw("GET /scores/1", "", "If-None-Match: \"1-1\"", "If-None-Match: \"1-2\"")
            .startsWith("HTTP/1.1 304 "));
    String put = raw("PUT /scores/1", SOLVED, "If-Match: \"1-1\"", "If-Match: \"1-2\"");
    assertTrue(put.startsWith("HTTP/1.1 200 "), put);
    assertTrue(
        raw("PUT /scores/1", SOLVED, "If-Match: \"1-3\"", "If-Match: *")
            .startsWith("HTTP/1.1 400 "));
  }

  @Test
  void notModifiedHasNoContentLength() throws IOException {
    String response = raw("GET /scores/1", "", "If-None-Match: \"1-2\"").toLowerCase(Locale.ROOT);
    assertTrue(response.contains("etag: \"1-2\""), response);
    assertTrue(!response.contains("content-length: 0"), response);
    assertTrue(!response.contains("transfer-encoding"), response);
  }

  /** It has the same version, but another id. */
  @Test
  void scoreAddedAgainIsNotTheRemovedOne() {
    String path = "/scores/user/exercise/1";
    service.write("POST", "/scores", 7, exercise(1));
    String seen = service.get(path, as(7)).header("ETag");
    String removed = seen.replaceAll("\"(\\d+)-1\"", "/scores/$1");
    assertEquals(200, service.send(service.request("DELETE", removed, "", as(7))).status());
    Response added = service.write("POST", "/scores", 7, exercise(1));
    assertEquals(200, service.get(path, as(7, "If-None-Match", seen)).status());
    write("PUT", added.header("Location"), 7, exercise(1), seen).is(412, HAS_CHANGED);
  }

  // If-Match

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1-2\"",
        "*",
        "\"1-1\", \"1-2\"",
        "W/\"1-1\",\"x\" , \"1-2\"",
        ",\"1-2\",",
        " \"1-2\""
      })
  void matchingVersionIsWritten(String tags) {
    for (String method : WRITES) {
      twoScores();
      Response response = write(method, "/scores/1", 7, SOLVED, tags);
      assertEquals(200, response.status(), response.body());
      assertEquals("\"1-3\"", response.header("ETag"));
      assertTrue(
          response.body().startsWith("{\"status\":\"success\",\"message\":\"Score was updated!\""));
      assertTrue(service.rows().contains("(1,7,85,t,"), service.rows());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"1-1\"",
        "\"1-3\"",
        "W/\"1-2\"",
        "\"1-1\", W/\"1-2\"",
        "\"1-02\"",
        "\"2\"",
        "\"2-2\"",
        "\"11-2\"",
        "\"-2\"",
        "\"1-2-1\"",
        "\"1-+2\"",
        "\"1-2x\"",
        "\"\"",
        "\"*\"",
        "\"x\"",
        "\"1-2147483648\"",
        "\"1-4294967298\"",
        "\"1-99999999999999999999999\"",
        "\"\u00b2\""
      })
  void otherVersionReturns412(String tags) {
    String before = service.rows();
    for (String method : WRITES) {
      write(method, "/scores/1", 7, SOLVED, tags).is(412, HAS_CHANGED);
    }
    assertEquals(before, service.rows());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2",
        "\"2",
        "w/\"1-2\"",
        "\"1-2\" \"1-2\"",
        "*, \"1-2\"",
        "\"1-2\";",
        "**",
        ","
      })
  void malformedIfMatchReturns400(String tags) {
    String before = service.rows();
    for (String method : WRITES) {
      write(method, "/scores/1", 7, SOLVED, tags).is(400, INVALID_IF_MATCH);
    }
    assertEquals(before, service.rows());
  }

  static Stream<Arguments> noSuchScores() {
    return Stream.of("*", "\"1-1\"", "\"1-2\"")
        .flatMap(
            tags ->
                Stream.of("2", "3", "99", "9007199254740992", "99999999999999999999999")
                    .map(id -> arguments(id, tags)));
  }

  @ParameterizedTest
  @MethodSource("noSuchScores")
  void otherIdIsRejectedBeforeTheVersion(String id, String tags) {
    service.write("POST", "/scores", 7, exercise(86));
    String before = service.rows();
    for (String method : WRITES) {
      write(method, "/scores/" + id, 7, SOLVED, tags).is(400, NO_SUCH_SCORE);
    }
    assertEquals(before, service.rows());
  }

  @ParameterizedTest
  @MethodSource("noSuchScores")
  void conditionalWriteNeverAdds(String id, String tags) {
    String before = service.rows();
    write("PUT", "/scores/" + id, 9, SOLVED, tags).is(400, NO_SUCH_SCORE);
    write("PATCH", "/scores/" + id, 9, SOLVED, tags).is(412, HAS_CHANGED);
    assertEquals(before, service.rows());
  }

  @Test
  void otherErrorsPrecedeTheCondition() {
    for (String method : WRITES) {
      assertEquals(400, write(method, "/scores/1", 7, "{}", "\"1-1\"").status());
      assertTrue(write(method, "/scores/1", 7, "{}", "x").body().contains("invalid_payload"));
      assertTrue(
          write(method, "/scores/blah", 7, SOLVED, "\"1-1\"").body().contains("invalid_payload"));
      assertEquals(
          403,
          service
              .send(service.request(method, "/scores/1", SOLVED, "If-Match", "\"1-1\""))
              .status());
    }
  }

  @Test
  void otherRoutesIgnoreTheCondition() {
    assertEquals(200, service.get("/scores/1", "If-Match", "\"1-1\"").status());
    assertEquals(200, service.get("/scores", "If-Match", "x", "If-None-Match", "*").status());
    assertEquals(201, write("POST", "/scores", 9, SOLVED, "\"1-7\"").status());
    assertEquals(200, write("PATCH", "/scores", 9, SOLVED, "\"1-7\"").status());
    assertEquals(
        200, write("PATCH", "/scores/batch", 9, "{\"scores\":[" + SOLVED + "]}", "x").status());
  }

  @Test
  void staleVersionReturnsAProblemIfPreferred() {
    service
        .send(
            service.request(
                "PUT",
                "/scores/1",
                SOLVED,
                as(
                    7,
                    "Content-Type",
                    ScoresService.JSON,
                    "If-Match",
                    "\"1-1\"",
                    "Accept",
                    "application/problem+json")))
        .is(
            412,
            "{\"type\":\"about:blank\",\"title\":\"Precondition Failed\",\"status\":412,"
                + "\"detail\":\"The score has changed.\",\"code\":\"score_has_changed\"}");
  }

  @Test
  void oneOfManyConditionalWritesSucceeds() {
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (int round = 0; round < 100; round++) {
        String method = WRITES.get(round % 2);
        List<CompletableFuture<Integer>> clients = new ArrayList<>();
        String seen = service.get("/scores/1").header("ETag");
        for (int n = 0; n < 10; n++) {
          clients.add(
              http.sendAsync(
                      service.request(
                          method,
                          "/scores/1",
                          n % 2 == 0 ? SOLVED : FAILED,
                          as(7, "Content-Type", ScoresService.JSON, "If-Match", seen)),
                      BodyHandlers.ofString())
                  .thenApply(response -> response.statusCode()));
        }
        List<Integer> statuses = clients.stream().map(CompletableFuture::join).sorted().toList();
        assertEquals(List.of(200, 412, 412, 412, 412, 412, 412, 412, 412, 412), statuses);
      }
    }
    assertEquals("\"1-102\"", service.get("/scores/1").header("ETag"));
  }

  // CORS

  @Test
  void corsAllowsConditions() {
    Response preflight =
        service.send(
            service.request(
                "OPTIONS",
                "/scores/1",
                "",
                "Origin",
                "https://app.example.com",
                "Access-Control-Request-Method",
                "PUT",
                "Access-Control-Request-Headers",
                "authorization,content-type,if-match,if-none-match"));
    assertEquals(200, preflight.status());
    assertEquals(
        "authorization,content-type,if-match,if-none-match",
        preflight.header("Access-Control-Allow-Headers"));
    Response response =
        service.get("/scores/1", "Origin", "https://app.example.com", "If-None-Match", "*");
    assertEquals(304, response.status());
    assertEquals("https://app.example.com", response.header("Access-Control-Allow-Origin"));
    assertTrue(response.header("Access-Control-Expose-Headers").contains("ETag"));
  }

  private static Response write(String method, String path, int user, String payload, String tags) {
    return service.send(
        service.request(
            method, path, payload, as(user, "Content-Type", ScoresService.JSON, "If-Match", tags)));
  }

  private static Response head(String path, String... headers) {
    Response response = service.send(service.request("HEAD", path, "", as(7, headers)));
    assertEquals("", response.body());
    return response;
  }

  private static String[] as(int user, String... headers) {
    return Stream.concat(Stream.of("Authorization", "Bearer user-" + user), Stream.of(headers))
        .toArray(String[]::new);
  }

  private static String exercise(int exercise) {
    return "{\"exercise_id\":%d,\"correct\":true}".formatted(exercise);
  }

  /** A raw response, for header lines that no client library sends. */
  private static String raw(String request, String payload, String... headers) throws IOException {
    try (Socket socket = new Socket("localhost", service.port())) {
      String head =
          "%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer user-7\r\n"
                  .formatted(request)
              + "Content-Type: application/json\r\nContent-Length: %d\r\n%s\r\n\r\n"
                  .formatted(payload.length(), String.join("\r\n", headers));
      socket.getOutputStream().write((head + payload).getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
