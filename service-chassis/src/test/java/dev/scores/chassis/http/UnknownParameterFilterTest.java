package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The parameters of {@code /nothing} and {@code /baskets/{id}} are in {@code openapi/test.yaml}.
 */
class UnknownParameterFilterTest {

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
        "/nothing",
        "/nothing?",
        "/nothing?&",
        "/nothing?limit=1",
        "/nothing?limit",
        "/nothing?%6cimit=1",
        "/nothing?limit=1&limit=2"
      })
  void knownParametersPass(String target) {
    assertEquals(204, service.get(target).status());
  }

  /** The framework fails if a stage completes late, with null. */
  @Test
  void stageOfARequestThatPassesIsTheRequest() {
    ContractParameters contract = service.bean(ContractParameters.class);
    HttpRequest<?> request = HttpRequest.GET("/nothing?limit=1");
    var stage = Objects.requireNonNull(new UnknownParameterFilter(contract).rejectUnknown(request));
    assertSame(request, stage.toCompletableFuture().join());
  }

  @Test
  void parametersOfThePathPass() {
    service.get("/baskets/1?color=red").is(200, "{\"id\":1}");
  }

  @ParameterizedTest
  @CsvSource({
    "lmit=1, lmit",
    "Limit=1, Limit",
    "limit=1&x, x",
    "If-Match=1, If-Match",
    "id=1, id",
    "color=red, color",
    "filter[a]=1, filter[a]",
    "a/b=1, a/b",
    "%E2%82%AC=1, \u20ac",
    "a%00%0Ab=1, a\ufffd\ufffdb",
    "=x, x"
  })
  void unknownParameterIsNamed(String query, String name) {
    service.get("/nothing?" + query).is(400, rejection(name));
  }

  @Test
  void everyUnknownParameterIsNamedOnce() {
    service.get("/nothing?b=1&limit=2&a=1&b=3").is(400, rejection("b", "a"));
  }

  @Test
  void longNamesAndListsAreCut() {
    service.get("/nothing?" + "x".repeat(3000)).is(400, rejection("x".repeat(100)));
    List<String> names = IntStream.range(0, 200).mapToObj(i -> "p" + i).toList();
    service
        .get("/nothing?" + String.join("&", names))
        .is(400, rejection(names.subList(0, 100).toArray(String[]::new)));
  }

  @Test
  void routesOutsideTheContractAcceptAnyParameter() {
    service.get("/texts/a?x=1").is(200, "[\"a\"]");
  }

  private static String rejection(String... names) {
    return Stream.of(names)
        .map(
            name ->
                "{\"pointer\":\"%s\",\"message\":\"is not a parameter of this operation\"}"
                    .formatted(name))
        .collect(
            Collectors.joining(
                ",",
                "{\"status\":\"fail\",\"message\":\"Invalid parameter.\","
                    + "\"code\":\"invalid_parameter\",\"errors\":[",
                "]}"));
  }
}
