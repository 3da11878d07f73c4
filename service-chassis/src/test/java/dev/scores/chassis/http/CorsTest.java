package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.http.BasketsService.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CORS, private network access and {@code Vary: Origin}. */
class CorsTest {

  private static final String NAMED = "https://app.example";
  private static final String OTHER = "https://other.example";

  private static BasketsService open;
  private static BasketsService restricted;

  @BeforeAll
  static void start() {
    open = new BasketsService();
    restricted = new BasketsService(Map.of("CORS_ORIGINS", NAMED));
  }

  @AfterAll
  static void stop() {
    open.close();
    restricted.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /baskets/1",
    "HEAD, /baskets/1",
    "GET, /html",
    "GET, /nope",
    "DELETE, /baskets",
    "GET, /faults/store-unavailable",
    "GET, /metrics",
    "GET, /docs/page.js"
  })
  void everyResponseVariesByOrigin(String method, String target) {
    for (BasketsService service : List.of(open, restricted)) {
      assertVariesByOrigin(service.send(method, target, new byte[0]));
      for (String origin : List.of(NAMED, OTHER)) {
        assertVariesByOrigin(service.send(method, target, new byte[0], "Origin: " + origin));
      }
    }
  }

  @Test
  void malformedRequestVariesByOrigin() {
    assertVariesByOrigin(Response.of(open.exchange("GET /a b c HTTP/9\r\n\r\n")));
    assertVariesByOrigin(open.get("/" + "x".repeat(20_000)));
  }

  @Test
  void preflightVariesByOrigin() {
    for (String origin : List.of(NAMED, OTHER)) {
      assertVariesByOrigin(preflight(open, origin));
      assertVariesByOrigin(preflight(restricted, origin));
    }
  }

  @Test
  void privateNetworkIsGrantedToNamedOriginsOnly() {
    String grant = "Access-Control-Allow-Private-Network";
    assertEquals(List.of("true"), privateNetworkPreflight(restricted, NAMED).header(grant));
    assertEquals(List.of(), privateNetworkPreflight(restricted, OTHER).header(grant));
    assertEquals(List.of(), privateNetworkPreflight(open, OTHER).header(grant));
  }

  @Test
  void otherOriginsAreNotAllowed() {
    String allowed = "Access-Control-Allow-Origin";
    assertEquals(List.of(NAMED), preflight(restricted, NAMED).header(allowed));
    assertEquals(List.of(), preflight(restricted, OTHER).header(allowed));
    assertEquals(List.of(), restricted.get("/html", "Origin: " + OTHER).header(allowed));
    assertEquals(List.of(OTHER), open.get("/html", "Origin: " + OTHER).header(allowed));
  }

  private static Response preflight(BasketsService service, String origin, String... more) {
    String[] headers = new String[more.length + 2];
    headers[0] = "Origin: " + origin;
    headers[1] = "Access-Control-Request-Method: POST";
    System.arraycopy(more, 0, headers, 2, more.length);
    return service.send("OPTIONS", "/baskets", new byte[0], headers);
  }

  private static Response privateNetworkPreflight(BasketsService service, String origin) {
    return preflight(service, origin, "Access-Control-Request-Private-Network: true");
  }

  private static void assertVariesByOrigin(Response response) {
    String vary = String.join(", ", response.header("Vary"));
    assertTrue(List.of(vary.split(", ?")).contains("origin"), response.toString());
  }
}
