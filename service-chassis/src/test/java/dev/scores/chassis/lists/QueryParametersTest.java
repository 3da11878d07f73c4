package dev.scores.chassis.lists;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.http.FieldError;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {

  @Test
  void missingParameterIsEmpty() {
    QueryParameters parameters = of("");
    assertEquals(Optional.empty(), parameters.number("limit", 100));
    assertEquals(Optional.empty(), parameters.flag("correct"));
    assertEquals(Optional.empty(), parameters.time("since"));
    assertEquals(Optional.empty(), parameters.after(Optional::of));
    parameters.throwIfInvalid();
  }

  @Test
  void numberHasItsOwnMaximum() {
    assertEquals(Optional.of(1), of("?limit=1").number("limit", 100));
    assertEquals(Optional.of(100), of("?limit=100").number("limit", 100));
    QueryParameters parameters = of("?limit=101");
    assertEquals(Optional.empty(), parameters.number("limit", 100));
    assertEquals(
        List.of(new FieldError("limit", "a whole number from 1 to 100 is expected")),
        errors(parameters));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "01", "-1", "%2B1", "1.0", "1e1", "x", "99999999999", "%D9%A1"})
  void malformedNumberIsNamed(String value) {
    QueryParameters parameters = of("?n=" + value);
    assertEquals(Optional.empty(), parameters.number("n", Integer.MAX_VALUE));
    assertEquals(
        List.of(new FieldError("n", "a whole number from 1 to 2147483647 is expected")),
        errors(parameters));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
    "2026-01-01t00:00:00.5z, 2026-01-01T00:00:00.5Z",
    "2026-01-01T01:00:00+01:00, 2026-01-01T00:00:00Z",
    "2026-01-01T00:00:00.000000001Z, 2026-01-01T00:00:00.000001Z"
  })
  void timeIsRoundedUpToTheMicrosecond(String value, Instant expected) {
    assertEquals(Optional.of(expected), of("?since=" + value).time("since"));
  }

  @Test
  void errorsHaveTheOrderOfReading() {
    QueryParameters parameters = of("?limit=x&correct=1&after=y&since=now");
    parameters.flag("correct");
    parameters.time("since");
    parameters.number("limit", 10);
    parameters.after(text -> Optional.empty());
    assertEquals(
        List.of(
            new FieldError("correct", "true or false is expected"),
            new FieldError("since", "a time such as 2026-11-20T09:15:00Z (RFC 3339) is expected"),
            new FieldError("limit", "a whole number from 1 to 10 is expected"),
            new FieldError("after", "the `next` of a response of this path is expected")),
        errors(parameters));
  }

  @Test
  void nextLinkRepeatsTheParameters() {
    QueryParameters parameters = of("?limit=5&after=old&x=y&correct=true");
    parameters.flag("correct");
    parameters.number("limit", 10);
    assertEquals(Optional.of("old"), parameters.after(Optional::of));
    assertEquals("/things?correct=true&limit=5&after=new", parameters.next("new").toString());
  }

  /** The framework's simple request does not read its own query. */
  private static QueryParameters of(String query) {
    MutableHttpRequest<Object> request = HttpRequest.GET("/things");
    new QueryStringDecoder(query)
        .parameters()
        .forEach((name, values) -> request.getParameters().add(name, values.getFirst()));
    return new QueryParameters(request);
  }

  private static List<FieldError> errors(QueryParameters parameters) {
    return assertThrows(ApiException.class, parameters::throwIfInvalid).errors();
  }
}
