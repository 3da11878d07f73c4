package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.http.BasketsService.Response;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadRequestsTest {

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
  @ValueSource(
      strings = {
        "/baskets/1",
        "/baskets/x",
        "/nothing",
        "/nope",
        "/faults/rejection",
        "/faults/500"
      })
  void headHasTheHeadersOfGetWithoutContent(String target) {
    Response head = head(target);
    assertEquals("", head.body());
    assertEquals(stableLines(service.get(target)).toList(), stableLines(head).toList());
  }

  @Test
  void headOfARouteWithoutGetReturns405() {
    Response response = head("/parcels").is(405, "");
    assertEquals(List.of("post"), response.header("Allow"));
  }

  @Test
  void routeCanDetectHead() {
    assertEquals(List.of("true"), head("/html").header("X-Only-Headers"));
    assertEquals(List.of("false"), service.get("/html").header("X-Only-Headers"));
  }

  @Test
  void nextRequestHasItsOwnMethodAndAccept() {
    String responses =
        service.exchange(
            """
            HEAD /html HTTP/1.1\r
            Host: localhost\r
            Accept: application/problem+json\r
            \r
            GET /html HTTP/1.1\r
            Host: localhost\r
            \r
            GET /nope HTTP/1.1\r
            Host: localhost\r
            Connection: close\r
            \r
            """);
    List<String> heads =
        responses
            .toLowerCase(Locale.ROOT)
            .lines()
            .filter(line -> line.startsWith("x-only"))
            .toList();
    assertEquals(List.of("x-only-headers: true", "x-only-headers: false"), heads);
    assertTrue(responses.contains("{\"status\":\"fail\","), responses);
  }

  @Test
  void connectionSurvivesHead() {
    String responses =
        service.exchange(
            """
            HEAD /html HTTP/1.1\r
            Host: localhost\r
            \r
            GET /html HTTP/1.1\r
            Host: localhost\r
            Connection: close\r
            \r
            """);
    assertEquals("<p>", Response.of(responses.substring(responses.lastIndexOf("HTTP/1.1"))).body());
  }

  private static Response head(String target) {
    return service.send("HEAD", target, new byte[0]);
  }

  /** The status line and the headers, without those that differ in each response. */
  private static Stream<String> stableLines(Response response) {
    return response.head().stream()
        .filter(line -> !line.startsWith("date: ") && !line.startsWith("x-request-id: "));
  }
}
