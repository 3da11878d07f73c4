package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

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
  @ValueSource(strings = {"null", "http://localhost:3000", "https://app.example.com"})
  void validOriginIsKept(String origin) {
    assertEquals(List.of(origin), admitted(origin));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00ff", "x", "https://a b", "https://\u00e4.example", "https://"})
  void malformedOriginIsNotRepeated(String origin) {
    assertEquals(List.of(), admitted(origin));
  }

  private static List<String> admitted(String origin) {
    return service
        .get("/html", "Origin: " + origin)
        .is(200, "<p>")
        .header("Access-Control-Allow-Origin");
  }
}
