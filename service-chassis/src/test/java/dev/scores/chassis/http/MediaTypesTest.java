package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {

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
        "text/html",
        "application/xml, */*;q=0.1",
        "application/json;q=0",
        "*/*",
        "garbage",
        ",,",
        ""
      })
  void responseIsJsonForAnyAccept(String accept) {
    for (String target : List.of("/baskets/1", "/baskets/x", "/nope", "/faults/unknown")) {
      assertEquals(
          List.of("application/json"),
          service.get(target, "Accept: " + accept).header("Content-Type"),
          target);
    }
  }

  @Test
  void explicitContentTypeIsKept() {
    assertEquals(List.of("text/html"), service.get("/html").header("Content-Type"));
  }

  @Test
  void responseWithoutBodyHasNoContentType() {
    assertEquals(List.of(), service.get("/nothing", "Accept: text/html").header("Content-Type"));
  }
}
