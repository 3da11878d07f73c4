package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micronaut.http.HttpStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiExceptionTest {

  private static final FieldError TOO_MANY = new FieldError("/items", "too many");

  private final ApiException plain =
      ApiException.of(HttpStatus.CONFLICT, "basket_full", "It is full.");

  @Test
  void exceptionHasStatusCodeAndMessageButNoTrace() {
    assertEquals(HttpStatus.CONFLICT, plain.status());
    assertEquals("basket_full", plain.code());
    assertEquals("It is full.", plain.message());
    assertEquals(List.of(), plain.errors());
    assertEquals(Map.of(), plain.headers());
    assertNull(plain.getCause());
    assertEquals(0, plain.getStackTrace().length);
  }

  @Test
  void errorsAndHeadersAreAddedToACopy() {
    ApiException more = plain.withHeader("A", "1").with(List.of(TOO_MANY)).withHeader("B", "2");
    assertEquals(List.of(TOO_MANY), more.errors());
    assertEquals(Map.of("A", "1", "B", "2"), more.headers());
    assertEquals("It is full.", more.message());
    assertEquals(Map.of("A", "3"), plain.withHeader("A", "1").withHeader("A", "3").headers());
    assertEquals(List.of(), plain.errors());
    assertEquals(Map.of(), plain.headers());
  }

  @Test
  void exceptionIsImmutable() {
    List<FieldError> errors = new ArrayList<>(List.of(TOO_MANY));
    ApiException rejection = plain.with(errors);
    errors.clear();
    assertEquals(List.of(TOO_MANY), rejection.errors());
    assertThrows(UnsupportedOperationException.class, () -> rejection.errors().clear());
    assertThrows(UnsupportedOperationException.class, () -> rejection.headers().put("A", "1"));
  }

  @Test
  void invalidPayloadListsErrors() {
    ApiException rejection = ApiException.invalidPayload(List.of(TOO_MANY));
    assertEquals(HttpStatus.BAD_REQUEST, rejection.status());
    assertEquals("invalid_payload", rejection.code());
    assertEquals("Invalid payload.", rejection.message());
    assertEquals(List.of(TOO_MANY), rejection.errors());
    assertEquals(
        List.of(new FieldError("", "too heavy")),
        ApiException.invalidPayload("too heavy").errors());
  }

  @Test
  void unavailableHasRetryAfter() {
    ApiException named = ApiException.unavailable("shop_closed", "The shop is closed.");
    assertEquals(HttpStatus.SERVICE_UNAVAILABLE, named.status());
    assertEquals("shop_closed", named.code());
    assertEquals("The shop is closed.", named.message());
    assertEquals(Map.of("Retry-After", "1"), named.headers());
    assertNull(named.getCause());
  }

  @Test
  void unavailableKeepsItsCause() {
    Throwable cause = new IllegalStateException("rejected");
    ApiException rejection =
        ApiException.unavailable(cause).withHeader("A", "1").with(List.of(TOO_MANY));
    assertEquals("service_unavailable", rejection.code());
    assertEquals("The service is unavailable. Please try again.", rejection.message());
    assertEquals(Map.of("Retry-After", "1", "A", "1"), rejection.headers());
    assertSame(cause, rejection.getCause());
  }

  @ParameterizedTest
  @CsvSource({
    "400, false",
    "401, true",
    "403, true",
    "404, false",
    "409, false",
    "429, false",
    "500, true",
    "503, true"
  })
  void authenticationAndServerFailuresAreErrors(int status, boolean isError) {
    ApiException rejection = ApiException.of(HttpStatus.valueOf(status), "code", "Message.");
    assertEquals(isError, rejection.isError());
    assertEquals(
        new ErrorEnvelope(isError ? "error" : "fail", "Message.", "code", List.of()),
        ErrorEnvelope.of(rejection));
  }
}
