package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micronaut.http.MediaType;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** There are JSON, CSV and NDJSON, in that order. */
class AcceptHeaderTest {

  private static final List<MediaType> OFFERS =
      List.of(
          MediaType.APPLICATION_JSON_TYPE,
          new MediaType("text/csv; charset=utf-8"),
          new MediaType("application/x-ndjson"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/csv | text/csv",
        "TEXT/CSV | text/csv",
        "text/csv; header=present; charset=utf-8 | text/csv",
        "text/* | text/csv",
        "text/csv, */* | text/csv",
        "text/csv, application/json;q=0.5 | text/csv",
        "application/json;q=0.9, text/csv;q=0.91 | text/csv",
        "text/html, text/csv;q=0.1 | text/csv",
        "*/*, application/json;q=0 | text/csv",
        "application/x-ndjson | application/x-ndjson",
        "application/x-ndjson, text/csv;q=0.9, */*;q=0.1 | application/x-ndjson",
        "application/*, application/json;q=0.5 | application/x-ndjson"
      })
  void bestOfferIsSelected(String accept, String expected) {
    assertEquals(expected, best(accept));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "application/json",
        "application/*",
        "application/json, text/csv",
        "text/csv, application/json",
        "application/json, text/csv;q=0.5",
        "application/x-ndjson;q=0.5, application/json;q=0.5",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8",
        "text/csv;q=0",
        "text/csv;q=0, */*;q=0",
        "*/*;q=0",
        "text/csv;q=-1",
        "application/json, text/csv;q=5",
        "text/csv;q=x",
        "image/png",
        "text/csvx",
        "x/csv",
        "garbage",
        "",
        ",",
        "/",
        ";q=1"
      })
  void firstOfferIsTheDefault(String accept) {
    assertEquals("application/json", best(accept));
  }

  @Test
  void missingHeaderSelectsTheFirstOffer() {
    assertEquals(OFFERS.getFirst(), AcceptHeader.best(List.of(), OFFERS, Function.identity()));
  }

  private static String best(String accept) {
    return AcceptHeader.best(AcceptHeader.parse(List.of(accept)), OFFERS, Function.identity())
        .getName();
  }
}
