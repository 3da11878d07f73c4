package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.NO_SCORE;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP headers and methods, on successes and errors. */
@Rules
final class HttpBehaviourRules {

  private static final String ORIGIN = "https://app.example.com";

  private final ServiceUnderTest service;

  HttpBehaviourRules(ServiceUnderTest service) {
    this.service = service;
  }

  static List<String> paths() {
    return List.of(
        "/ping", "/scores?limit=1", "/scores/blah", "/nope", "/scores/user", "/scores?limit=x");
  }

  @ParameterizedTest
  @MethodSource("paths")
  void headHasTheStatusAndHeadersOfGet(String path) {
    CheckedResponse get = service.rawConnection().exchange("GET", path, "");
    CheckedResponse head = service.rawConnection().exchange("HEAD", path, "");
    head.expect(head.status() == get.status(), "the status of GET, " + get.status());
    head.expect(head.body().isEmpty(), "no body");
    for (String name : List.of("Content-Type", "Link")) {
      head.has(name, get.header(name));
    }
  }

  /** Holds for the default setting, which allows every origin. */
  @ParameterizedTest
  @MethodSource("paths")
  void everyResponseAllowsAnyOrigin(String path) {
    CheckedResponse response = service.get(path, "Origin", ORIGIN);
    response.expect(
        List.of(ORIGIN, "*").contains(response.header("Access-Control-Allow-Origin")),
        "Access-Control-Allow-Origin: " + ORIGIN);
    String exposed = response.header("Access-Control-Expose-Headers").toLowerCase(Locale.ROOT);
    for (String name : List.of("Location", "Link", "ETag", "Retry-After", "X-Request-Id")) {
      response.expect(
          exposed.contains(name.toLowerCase(Locale.ROOT)),
          name + " in Access-Control-Expose-Headers: " + exposed);
    }
    response.has("Access-Control-Allow-Credentials", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /scores/1", "POST /scores", "PUT /scores/1", "PATCH /scores"})
  void preflightAllowsMethodAndHeaders(String route) {
    String method = route.substring(0, route.indexOf(' '));
    CheckedResponse response =
        service.send(
            "OPTIONS",
            route.substring(route.indexOf(' ') + 1),
            BodyPublishers.noBody(),
            "Origin",
            ORIGIN,
            "Access-Control-Request-Method",
            method,
            "Access-Control-Request-Headers",
            "authorization,content-type,if-match");
    response.expect(response.status() == 200 || response.status() == 204, "status 200 or 204");
    String methods = response.header("Access-Control-Allow-Methods");
    response.expect(
        methods.contains(method), method + " in Access-Control-Allow-Methods: " + methods);
    String headers = response.header("Access-Control-Allow-Headers").toLowerCase(Locale.ROOT);
    response.expect(
        headers.contains("authorization") && headers.contains("content-type"),
        "authorization and content-type in Access-Control-Allow-Headers: " + headers);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void safeRequestIdIsEchoedInTheHeaderOnly(String path) {
    CheckedResponse response =
        service.get(path, "X-Request-Id", "abc-1.2_Z").has("X-Request-Id", "abc-1.2_Z");
    response.expect(!response.body().contains("abc-1.2_Z"), "no request id in the body");
  }

  @Test
  void missingOrUnsafeRequestIdIsReplaced() {
    CheckedResponse response = service.get("/ping");
    response.expect(!response.header("X-Request-Id").isBlank(), "an X-Request-Id");
    for (String unsafe : List.of("a b", "a\"b", "<script>", "x".repeat(65))) {
      CheckedResponse replaced = service.get("/ping", "X-Request-Id", unsafe);
      String id = replaced.header("X-Request-Id");
      replaced.expect(id.matches("[A-Za-z0-9._-]{1,64}"), "a safe X-Request-Id, not " + id);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/problem+json",
        "application/problem+json, application/json;q=0.9",
        "*/*;q=0.1, application/problem+json"
      })
  void preferredProblemJsonIsReturned(String accept) {
    CheckedResponse response =
        service
            .get("/scores/blah", "Accept", accept)
            .is(
                404,
                "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                    + "\"detail\":\"Score does not exist\",\"code\":\"score_does_not_exist\"}");
    response.expect(
        response.mediaType().equals("application/problem+json"),
        "application/problem+json, not " + response.mediaType());
    response.expect(response.header("Vary").contains("Accept"), "Vary: Accept");
    service.get("/ping", "Accept", accept).has(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/problem+json, application/json",
        "application/problem+json;q=0.5, */*",
        "*/*",
        "text/html",
        "application/json;q=0",
        "garbage"
      })
  void otherAcceptHeadersReturnTheEnvelope(String accept) {
    service.get("/scores/blah", "Accept", accept).isError(NO_SCORE);
    CheckedResponse pong = service.get("/ping", "Accept", accept).has(200);
    pong.expect(pong.mediaType().equals("application/json"), "application/json");
  }

  @Test
  void errorsRevealNoImplementationDetails() {
    for (String path : List.of("/scores/%00", "/scores?after=%00", "/nope%27", "/scores/1%27--")) {
      CheckedResponse response = service.get(path);
      response.expect(
          !response
              .body()
              .matches("(?si).*(exception|stacktrace|\\tat |select .* from |java\\.).*"),
          "no stack trace, class name or SQL");
    }
  }
}
