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

/** Routes, methods, and the ids in paths: ASCII digits without a leading zero, and nothing else. */
@Rules
final class PathRules {

  private final ServiceUnderTest service;

  PathRules(ServiceUnderTest service) {
    this.service = service;
  }

  @Test
  void pingAnswersPong() {
    service.get("/ping").is(200, "{\"status\":\"success\",\"message\":\"pong!\"}");
  }

  static List<String> noIds() {
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

  /** What no client would let through. */
  static List<String> oddIds() {
    return List.of("%zz", "%", "\u00ff", "\u00ff\u00fe", "<1>", "\"1\"", "{1}", "^`|\\");
  }

  static List<String> largeIds() {
    return List.of("9007199254740992", "9".repeat(20), "9".repeat(100), "9".repeat(5000));
  }

  @ParameterizedTest
  @MethodSource("noIds")
  void malformedIdReturns404(String id) {
    service.get("/scores/" + id).refused(NO_SCORE);
    service.get("/scores/exercise/" + id).refused(NO_SCORE);
    service.get("/scores/exercise/" + id + "/stats").refused(NO_SCORE);
  }

  @ParameterizedTest
  @MethodSource("noIds")
  @NeedsToken
  void whatIsNoIdIsNotTheCallersEither(String id) {
    service.read("/scores/user/" + id).refused(NO_SCORE);
    service.read("/scores/user/exercise/" + id).refused(NO_SCORE);
  }

  @ParameterizedTest
  @MethodSource("noIds")
  @NeedsToken
  void whatIsNoIdIsInvalidWhereItIsWrittenAndNothingIs(String id) {
    int exercise = service.newExercise();
    for (String method : List.of("PUT", "PATCH")) {
      service
          .write(method, "/scores/" + id, ServiceUnderTest.draft(exercise, true))
          .refused(INVALID_PAYLOAD);
    }
    service.read("/scores/user/exercise/" + exercise).refused(NO_SCORE);
  }

  @ParameterizedTest
  @MethodSource("oddIds")
  void idThatNoClientSendsReturns404(String id) {
    for (String list : List.of("/scores/", "/scores/exercise/")) {
      CheckedResponse answer = service.wire().exchange("GET", list + id, "");
      answer.expect(
          answer.status() == 404 && answer.body().contains("\"Score does not exist\""),
          NO_SCORE.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("largeIds")
  void numberBeyondTheRangeNamesNoScore(String id) {
    service.get("/scores/" + id).refused(NO_SCORE);
    service
        .get("/scores/exercise/" + id)
        .is(200, "{\"status\":\"success\",\"data\":{\"scores\":[]}}");
  }

  @ParameterizedTest
  @MethodSource("largeIds")
  @NeedsToken
  void aNumberTooLargeIsNotTheCallersEither(String id) {
    service.read("/scores/user/" + id).refused(NO_SCORE);
    service.read("/scores/user/exercise/" + id).refused(NO_SCORE);
    service
        .write("PUT", "/scores/" + id, ServiceUnderTest.draft(service.newExercise(), true))
        .refused(NO_SUCH_SCORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nope", "/scores/1/2", "/ping/", "/scores/", "/PING"})
  void anUnknownRouteIsNotFound(String path) {
    CheckedResponse answer = service.get(path);
    answer.expect(
        answer.status() == 404 && answer.tree().path("status").asText().equals("fail"),
        NO_ROUTE.toString());
  }

  @Test
  void aMethodThatARouteDoesNotTakeIsNotAllowed() {
    // Nobody's id: where DELETE is taken, nothing is deleted.
    method("DELETE", "/scores/9007199254740991", "GET", "HEAD", "PATCH", "PUT");
    method("PUT", "/scores", "GET", "HEAD", "PATCH", "POST");
    method("POST", "/ping", "GET", "HEAD");
  }

  private void method(String method, String path, String... allowed) {
    CheckedResponse answer = service.send(method, path, BodyPublishers.noBody());
    answer.refused(METHOD_NOT_ALLOWED);
    List<String> told = List.of(answer.header("Allow").split("\\s*,\\s*", -1));
    for (String one : allowed) {
      answer.expect(told.contains(one), "an Allow with " + one + ", not " + told);
    }
  }
}
