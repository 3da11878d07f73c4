package dev.scores.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.scores.chassis.http.BasketsService.Response;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Every error response is JSON without internal details, and unexpected errors are logged once. */
class ErrorResponsesTest {

  private static final String INTERNAL =
      "{\"status\":\"error\",\"message\":\"Something went wrong. Please try again.\","
          + "\"code\":\"internal_error\"}";
  private static final String NOT_FOUND =
      "{\"status\":\"fail\",\"message\":\"Not found.\",\"code\":\"not_found\"}";

  private static BasketsService service;

  private final Logger log = (Logger) LoggerFactory.getLogger(ErrorResponses.class);
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeAll
  static void start() {
    service = new BasketsService();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void listen() {
    logged.start();
    log.addAppender(logged);
    log.setLevel(Level.INFO);
    log.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(logged);
    log.setLevel(Level.OFF);
    log.setAdditive(true);
  }

  @Test
  void apiExceptionBecomesItsResponse() {
    Response response =
        service
            .get("/faults/rejection")
            .is(
                409,
                "{\"status\":\"fail\",\"message\":\"The basket is full.\",\"code\":\"basket_full\","
                    + "\"errors\":[{\"pointer\":\"/items\",\"message\":\"too many\"},"
                    + "{\"pointer\":\"\",\"message\":\"too heavy\"}]}");
    assertEquals(List.of("1"), response.header("X-One"));
    assertEquals(List.of("2"), response.header("X-Two"));
    assertEquals(List.of("application/json"), response.header("Content-Type"));
    assertEquals(List.of(), logged.list);
  }

  @Test
  void unexpectedExceptionReturns500AndIsLoggedOnce() {
    service.get("/faults/unknown?token=secret").is(500, INTERNAL);
    assertEquals(1, logged.list.size());
    ILoggingEvent event = logged.list.get(0);
    assertEquals(Level.ERROR, event.getLevel());
    assertEquals("GET /faults/unknown failed", event.getFormattedMessage());
    assertEquals("insides", event.getThrowableProxy().getMessage());
  }

  /** An aborted upload is the fault of the client; other socket exceptions are not. */
  @ParameterizedTest
  @CsvSource({"connect, Connection refused", "reset, Connection reset"})
  void socketFaultOfARouteIsNotAnAbortedUpload(String name, String message) {
    service.get("/faults/" + name).is(500, INTERNAL);
    assertEquals(
        List.of("ERROR GET /faults/" + name + " failed: " + message),
        logged.list.stream()
            .map(
                event ->
                    "%s %s: %s"
                        .formatted(
                            event.getLevel(),
                            event.getFormattedMessage(),
                            event.getThrowableProxy().getMessage()))
            .toList());
  }

  @Test
  void mappedExceptionIsLoggedInOneLine() {
    Response response =
        service
            .get("/faults/store-unavailable")
            .is(
                503,
                "{\"status\":\"error\","
                    + "\"message\":\"The service is unavailable. Please try again.\","
                    + "\"code\":\"service_unavailable\"}");
    assertEquals(List.of("1"), response.header("Retry-After"));
    assertEquals(1, logged.list.size());
    ILoggingEvent event = logged.list.get(0);
    assertEquals(Level.WARN, event.getLevel());
    assertEquals(
        "service_unavailable: "
            + BasketFaults.StoreUnavailable.class.getName()
            + ": the store is unavailable; during GET /faults/store-unavailable",
        event.getFormattedMessage());
    assertNull(event.getThrowableProxy());
  }

  @Test
  void wrappedExceptionIsMapped() {
    Response response =
        service
            .get("/baskets/blah")
            .is(
                404,
                "{\"status\":\"fail\",\"message\":\"Basket does not exist\",\"code\":\"no_basket\"}");
    assertEquals(List.of("get"), response.header("X-Method"));
    assertEquals(List.of(), logged.list);
  }

  @ParameterizedTest
  @CsvSource({
    "404, fail, not_found, Not found.",
    "405, fail, method_not_allowed, The method is not allowed here.",
    "413, fail, payload_too_large, The payload is larger than 131072 bytes.",
    "415, fail, unsupported_media_type, The payload must be application/json.",
    "401, error, invalid_request, The request cannot be served: Unauthorized.",
    "403, error, invalid_request, The request cannot be served: Forbidden.",
    "406, fail, invalid_request, The request cannot be served: Not Acceptable.",
    "500, error, internal_error, Something went wrong. Please try again."
  })
  void frameworkStatusGetsOurMessage(int status, String kind, String code, String message) {
    service
        .get("/faults/" + status)
        .is(
            status,
            "{\"status\":\"%s\",\"message\":\"%s\",\"code\":\"%s\"}"
                .formatted(kind, message, code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nope", "/baskets/1/2", "/texts/", "//html", "/html/", "*", "nope"})
  void unknownRouteReturns404(String target) {
    service.get(target).is(404, NOT_FOUND);
  }

  @Test
  void unsupportedMethodReturns405WithAllow() {
    for (String method :
        List.of("DELETE", "PATCH", "OPTIONS", "BREW", "get", "Get", "head", "put")) {
      Response response =
          service
              .send(method, "/baskets/1", new byte[0])
              .is(
                  405,
                  "{\"status\":\"fail\",\"message\":\"The method is not allowed here.\","
                      + "\"code\":\"method_not_allowed\"}");
      assertEquals(List.of("get, head, put"), response.header("Allow"), method);
    }
  }

  @Test
  void payloadOutsideTheContractMustBeJson() {
    byte[] malformed = {'{', 'x'};
    service
        .send("POST", "/notes", malformed, BasketsService.JSON)
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
                + "\"errors\":[{\"pointer\":\"\",\"message\":\"malformed JSON\"}]}");
    service
        .send("POST", "/notes", new byte[0], BasketsService.JSON)
        .is(
            400,
            "{\"status\":\"fail\",\"message\":\"Invalid payload.\",\"code\":\"invalid_payload\","
                + "\"errors\":[{\"pointer\":\"\",\"message\":\"request body is required\"}]}");
  }

  @Test
  void errorFormatDependsOnThePath() {
    service.get("/legacy/faults/rejection").is(409, "{\"error\":\"basket_full\"}");
    service.get("/legacy/faults/unknown").is(500, "{\"error\":\"internal_error\"}");
    service.get("/legacy/nope").is(404, "{\"error\":\"not_found\"}");
    service.get("/legacy").is(404, NOT_FOUND);
    Response response = service.get("/legacy/faults/rejection");
    assertEquals(List.of("1"), response.header("X-One"));
    assertEquals(List.of("application/json"), response.header("Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GARBAGE",
        "GET",
        "GET /html",
        "GET /html HTTP/9.9.9",
        "GET /ht ml HTTP/1.1",
        "GET /html HTTP/1.1\r\nno header",
        "GET /html HTTP/1.1\r\nContent-Length: many"
      })
  void malformedRequestGetsTheEnvelope(String head) {
    Response response = Response.of(service.exchange(head + "\r\n\r\n"));
    response.is(
        400,
        "{\"status\":\"fail\",\"message\":\"The request cannot be served: Bad Request.\","
            + "\"code\":\"invalid_request\"}");
    assertEquals(List.of("application/json"), response.header("Content-Type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://[/x", "http://", "http:// /"})
  void malformedAbsoluteTargetReturns400(String target) {
    Response response =
        Response.of(
            service.exchange(
                "GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    assertEquals(4, response.status() / 100, response.body());
  }

  @Test
  void longRequestLineOrHeaderReturns4xx() {
    service
        .get("/" + "x".repeat(20_000))
        .is(
            414,
            "{\"status\":\"fail\",\"message\":\"The request cannot be served: Request-URI Too Long.\","
                + "\"code\":\"invalid_request\"}");
    service
        .get("/html", "X-Large: " + "x".repeat(20_000))
        .is(
            431,
            "{\"status\":\"fail\",\"message\":\"The request cannot be served: Request Header Fields Too"
                + " Large.\",\"code\":\"invalid_request\"}");
  }

  @Test
  void connectionSurvivesErrorResponses() {
    String head = "%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n";
    String responses =
        service.exchange(
            head.formatted("GET /nope", "")
                + head.formatted("GET /faults/unknown", "")
                + head.formatted("DELETE /baskets/1", "")
                + head.formatted("GET /baskets/x", "")
                + head.formatted("GET /baskets/1", "Connection: close\r\n"));
    assertEquals(
        List.of("404", "500", "405", "404", "200"),
        Pattern.compile("HTTP/1.1 (\\d+)")
            .matcher(responses)
            .results()
            .map(status -> status.group(1))
            .toList());
  }
}
