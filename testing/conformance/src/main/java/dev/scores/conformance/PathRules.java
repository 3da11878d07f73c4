package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.INVALID_PAYLOAD;
import static dev.scores.conformance.ExpectedError.METHOD_NOT_ALLOWED;
import static dev.scores.conformance.ExpectedError.NO_ROUTE;
import static dev.scores.conformance.ExpectedError.NO_SCORE;
import static dev.scores.conformance.ExpectedError.NO_SUCH_SCORE;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes, methods and ids in paths. An id has ASCII digits only and no leading zero. */
@Rules
final class PathRules {

  private final ServiceUnderTest service;

  PathRules(ServiceUnderTest service) {
    this.service = service;
  }

  @Test
  void pingReturnsPong() {
    service.get("/ping").is(200, "{\"status\":\"success\",\"message\":\"pong!\"}");
  }

  static List<String> malformedIds() {
    return List.of(
        "blah",
        "0",
        "00",
        "01",
        "-1",
        "+1",
        "%2B1",
        "1_0",
        "1.0",
        "1e0",
        "0x1",
        "%201",
        "1%20",
        "%D9%A1",
        "1%27%3Bdrop%20table%20scores",
        "1'",
        "1;a=b",
        "(1)",
        "!",
        "%00",
        "%ff",
        "%3C1%3E");
  }

  /** Ids with characters that HTTP clients reject or encode. */
  static List<String> unencodedIds() {
    return List.of("%zz", "%", "\u00ff", "\u00ff\u00fe", "<1>", "\"1\"", "{1}", "^`|\\");
  }

  static List<String> idsOutOfRange() {
    return List.of("9007199254740992", "9".repeat(20), "9".repeat(100), "9".repeat(5000));
  }

  @ParameterizedTest
  @MethodSource("malformedIds")
  void malformedIdReturns404(String id) {
    service.get("/scores/" + id).isError(NO_SCORE);
    service.get("/scores/exercise/" + id).isError(NO_SCORE);
    service.get("/scores/exercise/" + id + "/stats").isError(NO_SCORE);
  }

  @ParameterizedTest
  @MethodSource("malformedIds")
  @NeedsToken
  void malformedIdOfOwnScoreReturns404(String id) {
    service.read("/scores/user/" + id).isError(NO_SCORE);
    service.read("/scores/user/exercise/" + id).isError(NO_SCORE);
  }

  @ParameterizedTest
  @MethodSource("malformedIds")
  @NeedsToken
  void writeToMalformedIdReturns400(String id) {
    int exercise = service.newExercise();
    for (String method : List.of("PUT", "PATCH")) {
      service
          .write(method, "/scores/" + id, ServiceUnderTest.draft(exercise, true))
          .isError(INVALID_PAYLOAD);
    }
    service.read("/scores/user/exercise/" + exercise).isError(NO_SCORE);
  }

  @ParameterizedTest
  @MethodSource("unencodedIds")
  void unencodedIdReturns404(String id) {
    for (String list : List.of("/scores/", "/scores/exercise/")) {
      CheckedResponse response = service.rawConnection().exchange("GET", list + id, "");
      response.expect(
          response.status() == 404 && response.body().contains("\"Score does not exist\""),
          NO_SCORE.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("idsOutOfRange")
  void idOutOfRangeMatchesNoScore(String id) {
    service.get("/scores/" + id).isError(NO_SCORE);
    service
        .get("/scores/exercise/" + id)
        .is(200, "{\"status\":\"success\",\"data\":{\"scores\":[]}}");
  }

  @ParameterizedTest
  @MethodSource("idsOutOfRange")
  @NeedsToken
  void idOutOfRangeMatchesNoOwnScore(String id) {
    service.read("/scores/user/" + id).isError(NO_SCORE);
    service.read("/scores/user/exercise/" + id).isError(NO_SCORE);
    service
        .write("PUT", "/scores/" + id, ServiceUnderTest.draft(service.newExercise(), true))
        .isError(NO_SUCH_SCORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nope", "/scores/1/2", "/ping/", "/scores/", "/PING"})
  void unknownRouteReturns404(String path) {
    CheckedResponse response = service.get(path);
    response.expect(
        response.status() == 404 && response.tree().path("status").asText().equals("fail"),
        NO_ROUTE.toString());
  }

  @Test
  void unsupportedMethodReturns405WithAllow() {
    // An unknown id: a service that supports DELETE deletes nothing.
    method("DELETE", "/scores/9007199254740991", "GET", "HEAD", "PATCH", "PUT");
    method("PUT", "/scores", "GET", "HEAD", "PATCH", "POST");
    method("POST", "/ping", "GET", "HEAD");
  }

  private void method(String method, String path, String... allowed) {
    CheckedResponse response = service.send(method, path, BodyPublishers.noBody());
    response.isError(METHOD_NOT_ALLOWED);
    List<String> allow = List.of(response.header("Allow").split("\\s*,\\s*", -1));
    for (String one : allowed) {
      response.expect(allow.contains(one), "an Allow header with " + one + ", not " + allow);
    }
  }
}
