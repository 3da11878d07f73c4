package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.type.Argument;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathIdsTest {

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
  @CsvSource({
    "1, 1",
    "10, 10",
    "9007199254740993, 9007199254740993",
    "999999999999999999, 999999999999999999",
    "1000000000000000000, 9223372036854775807",
    "9223372036854775808, 9223372036854775807",
    "99999999999999999999999999, 9223372036854775807"
  })
  void idBeyondTheRangeIsTheLargest(String text, long id) {
    assertEquals(id, PathIds.parse(text));
    service.get("/baskets/" + text).is(200, "{\"id\":" + id + "}");
  }

  @Test
  void idMayHaveFiveThousandDigits() {
    service.get("/baskets/" + "9".repeat(5000)).is(200, "{\"id\":" + Long.MAX_VALUE + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "0", "00", "01", "-1", "+1", " 1", "1 ", "1\n", "1_0", "1.0", "1e0", "0x1", "x",
        "\u0661", "\uff11", "\u00b9"
      })
  void malformedIdThrows(String text) {
    assertThrows(InvalidIdException.class, () -> PathIds.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blah",
        "0",
        "-1",
        "+1",
        "%2B1",
        "1_0",
        "%201",
        "1%20",
        "1%0A",
        "%D9%A1",
        "%EF%BC%91",
        "%00",
        "%ff",
        "%zz",
        "%",
        "1;a=b",
        "1'--",
        "{1}",
        "..",
        "%2e",
        "1%2F2",
        "1/",
        "\u00b9"
      })
  void malformedPathIdIsMappedByTheService(String text) {
    service
        .get("/baskets/" + text)
        .is(
            404,
            "{\"status\":\"fail\",\"message\":\"Basket does not exist\",\"code\":\"no_basket\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "12, 12",
    "%31, 1",
    "99999999999999999999999999, 9223372036854775807",
    "blah, 9223372036854775807",
    "0, 9223372036854775807",
    "%D9%A1, 9223372036854775807",
    "%ff, 9223372036854775807",
    "1%2F2, 9223372036854775807"
  })
  void malformedIdIsUnknownWhereTheParameterSaysSo(String text, long id) {
    service.send("PUT", "/baskets/" + text + "/items", new byte[0]).is(200, "{\"id\":" + id + "}");
  }

  @ParameterizedTest
  @CsvSource({"12, 12", "0, 0", "-7, -7", "+7, 7", "007, 7", "' 12 ', 12"})
  void otherNumbersAreParsedByJava(String text, long number) {
    assertEquals(
        Optional.of(number), service.bean(ConversionService.class).convert(text, Long.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1.5", "9223372036854775808", "1 2"})
  void otherMalformedNumbersAreRejectedWithReason(String text) {
    ArgumentConversionContext<Long> context = ConversionContext.of(Argument.of(Long.class));
    assertEquals(Optional.empty(), new PathIds().convert(text, Long.class, context));
    assertInstanceOf(NumberFormatException.class, context.getLastError().orElseThrow().getCause());
  }
}
