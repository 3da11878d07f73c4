package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.NO_SCORE;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Manners of HTTP, on successes and on errors alike. */
@Rules
final class HttpBehaviourRules {

  private static final String ORIGIN = "https://app.example.com";

  private final ServiceUnderTest service;

  HttpBehaviourRules(ServiceUnderTest service) {
    this.service = service;
  }

  static List<String> anyAnswer() {
    return List.of(
        "/ping", "/scores?limit=1", "/scores/blah", "/nope", "/scores/user", "/scores?limit=x");
  }

  @ParameterizedTest
  @MethodSource("anyAnswer")
  void headSaysWhatGetSaysWithoutTheBody(String path) {
    CheckedResponse get = service.wire().exchange("GET", path, "");
    CheckedResponse head = service.wire().exchange("HEAD", path, "");
    head.expect(head.status() == get.status(), "the status of GET, " + get.status());
    head.expect(head.body().isEmpty(), "no body");
    for (String name : List.of("Content-Type", "Link")) {
      head.has(name, get.header(name));
    }
  }

  /** Of a service that lets every origin in, which is the default. */
  @ParameterizedTest
  @MethodSource("anyAnswer")
  void everyAnswerMayBeReadByAPageFromAnywhere(String path) {
    CheckedResponse answer = service.get(path, "Origin", ORIGIN);
    answer.expect(
        List.of(ORIGIN, "*").contains(answer.header("Access-Control-Allow-Origin")),
        "Access-Control-Allow-Origin: " + ORIGIN);
    String exposed = answer.header("Access-Control-Expose-Headers").toLowerCase(Locale.ROOT);
    for (String name : List.of("Location", "Link", "ETag", "Retry-After", "X-Request-Id")) {
      answer.expect(
          exposed.contains(name.toLowerCase(Locale.ROOT)),
          name + " in Access-Control-Expose-Headers: " + exposed);
    }
    answer.has("Access-Control-Allow-Credentials", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /scores/1", "POST /scores", "PUT /scores/1", "PATCH /scores"})
  void aPreflightIsAnswered(String route) {
    String method = route.substring(0, route.indexOf(' '));
    CheckedResponse answer =
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
    answer.expect(answer.status() == 200 || answer.status() == 204, "status 200 or 204");
    String methods = answer.header("Access-Control-Allow-Methods");
    answer.expect(
        methods.contains(method), method + " in Access-Control-Allow-Methods: " + methods);
    String headers = answer.header("Access-Control-Allow-Headers").toLowerCase(Locale.ROOT);
    answer.expect(
        headers.contains("authorization") && headers.contains("content-type"),
        "authorization and content-type in Access-Control-Allow-Headers: " + headers);
  }

  @ParameterizedTest
  @MethodSource("anyAnswer")
  void aRequestIdIsTakenAndEchoedInTheHeaderOnly(String path) {
    CheckedResponse answer =
        service.get(path, "X-Request-Id", "abc-1.2_Z").has("X-Request-Id", "abc-1.2_Z");
    answer.expect(!answer.body().contains("abc-1.2_Z"), "no request id in the body");
  }

  @Test
  void aRequestIdThatIsMissingOrNotSafeIsMade() {
    CheckedResponse none = service.get("/ping");
    none.expect(!none.header("X-Request-Id").isBlank(), "an X-Request-Id");
    for (String unsafe : List.of("a b", "a\"b", "<script>", "x".repeat(65))) {
      CheckedResponse answer = service.get("/ping", "X-Request-Id", unsafe);
      String id = answer.header("X-Request-Id");
      answer.expect(id.matches("[A-Za-z0-9._-]{1,64}"), "a safe X-Request-Id, not " + id);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/problem+json",
        "application/problem+json, application/json;q=0.9",
        "*/*;q=0.1, application/problem+json"
      })
  void whoRanksProblemsAboveJsonGetsProblems(String accept) {
    CheckedResponse answer =
        service
            .get("/scores/blah", "Accept", accept)
            .is(
                404,
                "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                    + "\"detail\":\"Score does not exist\",\"code\":\"score_does_not_exist\"}");
    answer.expect(
        answer.mediaType().equals("application/problem+json"),
        "application/problem+json, not " + answer.mediaType());
    answer.expect(answer.header("Vary").contains("Accept"), "Vary: Accept");
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
  void everybodyElseGetsTheEnvelope(String accept) {
    service.get("/scores/blah", "Accept", accept).refused(NO_SCORE);
    CheckedResponse pong = service.get("/ping", "Accept", accept).has(200);
    pong.expect(pong.mediaType().equals("application/json"), "application/json");
  }

  @Test
  void noAnswerShowsTheInsides() {
    for (String path : List.of("/scores/%00", "/scores?after=%00", "/nope%27", "/scores/1%27--")) {
      CheckedResponse answer = service.get(path);
      answer.expect(
          !answer.body().matches("(?si).*(exception|stacktrace|\\tat |select .* from |java\\.).*"),
          "no stack trace, class name or SQL");
    }
  }
}
