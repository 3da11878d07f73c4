package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Malformed paths, sent over a plain socket because clients would normalize them. */
class PathsTest {

  private static final String NO_SCORE =
      "{\"status\":\"fail\",\"message\":\"Score does not exist\",\"code\":\"score_does_not_exist\"}";

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    users = new UsersStub();
    service = ScoresService.start(users);
    service.write("POST", "/scores", 7, "{\"exercise_id\":1,\"correct\":false}");
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  static List<String> noIds() {
    return List.of(
        "blah",
        "0",
        "00",
        "01",
        "-1",
        "+1",
        "%2B1",
        "1_0",
        "1.0",
        "1e0",
        "0x1",
        "%201",
        "1%20",
        "%D9%A1",
        "1%27%3Bdrop%20table%20scores",
        "1';drop",
        "1;a=b",
        "1&x",
        "(1)",
        "{1}",
        "!",
        "%00",
        "1%00",
        "%ff",
        "%zz",
        "%",
        "1/",
        "..",
        "%2e%2e",
        "..%2f",
        "1%2F2",
        "\u00ff",
        "\u00ff\u00fe",
        "<1>",
        "\"1\"",
        "^`|\\");
  }

  @ParameterizedTest
  @MethodSource("noIds")
  void malformedIdReturns404(String id) {
    for (String route :
        List.of("/scores/", "/scores/exercise/", "/scores/user/", "/scores/user/exercise/")) {
      assertEquals("404 " + NO_SCORE, exchange("GET", route + id, ""), route);
    }
    assertEquals("404 " + NO_SCORE, exchange("DELETE", "/scores/" + id, ""));
  }

  @ParameterizedTest
  @MethodSource("noIds")
  void malformedIdReturns400OnWrites(String id) {
    String before = service.rows();
    for (String method : List.of("PUT", "PATCH")) {
      String response = exchange(method, "/scores/" + id, "{\"exercise_id\":1,\"correct\":true}");
      assertTrue(
          response.startsWith("400 {\"status\":\"fail\",\"message\":\"Invalid payload.\""),
          response);
    }
    assertEquals(before, service.rows());
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 19, 20, 100, 5000})
  void idOutOfRangeIsUnknown(int digits) {
    String id = "9".repeat(digits);
    assertEquals("404 " + NO_SCORE, exchange("GET", "/scores/" + id, ""));
    assertEquals("404 " + NO_SCORE, exchange("GET", "/scores/user/" + id, ""));
    assertEquals("404 " + NO_SCORE, exchange("GET", "/scores/user/exercise/" + id, ""));
    assertEquals("404 " + NO_SCORE, exchange("DELETE", "/scores/" + id, ""));
    assertEquals(
        "200 {\"status\":\"success\",\"data\":{\"scores\":[]}}",
        exchange("GET", "/scores/exercise/" + id, ""));
    assertEquals(
        "400 {\"status\":\"fail\",\"message\":\"Sorry. That score does not exist.\","
            + "\"code\":\"score_does_not_exist\"}",
        exchange("PUT", "/scores/" + id, "{\"exercise_id\":1,\"correct\":true}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%zz", "%", "[", "\u00ff", "1%", "\"1\"", "<", "^"})
  void malformedQueryReturns400(String value) {
    String response = exchange("GET", "/scores?limit=" + value, "");
    assertTrue(response.contains("\"code\":\"invalid_parameter\""), response);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nope",
        "/scores/user/exercise",
        "/scores/1/2",
        "/ping/",
        "//ping",
        "/scores/",
        "/PING",
        "/scores//1"
      })
  void unknownRouteReturns404(String path) {
    String response = exchange("GET", path, "");
    assertTrue(response.startsWith("404 {\"status\":\"fail\","), response);
  }

  @Test
  void unsupportedMethodReturns405() {
    service
        .send(service.request("POST", "/scores/1", ""))
        .is(
            405,
            "{\"status\":\"fail\",\"message\":\"The method is not allowed here.\","
                + "\"code\":\"method_not_allowed\"}");
    assertEquals(
        "DELETE, GET, HEAD, PATCH, PUT",
        service.send(service.request("POST", "/scores/1", "")).header("Allow"));
    assertEquals(
        "GET, HEAD, PATCH, POST",
        service.send(service.request("PUT", "/scores", "")).header("Allow"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "*/*",
        "application/json;q=0",
        "image/png, */*;q=0.1",
        "garbage",
        ",,"
      })
  void everyAcceptHeaderReturnsJson(String accept) {
    assertEquals("application/json", service.get("/ping", "Accept", accept).header("Content-Type"));
    assertEquals(200, service.get("/scores/1", "Accept", accept).status());
    service.get("/scores/blah", "Accept", accept).is(404, NO_SCORE);
    assertEquals("application/json", service.get("/nope", "Accept", accept).header("Content-Type"));
  }

  /** Sends a request and returns the status and the body. */
  private static String exchange(String method, String path, String payload) {
    String request =
        """
        %s %s HTTP/1.1\r
        Host: localhost\r
        Authorization: Bearer user-7\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Connection: close\r
        \r
        %s"""
            .formatted(method, path, payload.length(), payload);
    try (Socket socket = new Socket("localhost", service.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return response.substring(9, 12) + " " + response.substring(response.indexOf("\r\n\r\n") + 4);
    } catch (IOException fault) {
      throw new IllegalStateException(fault);
    }
  }
}
