package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.METHOD_NOT_ALLOWED;
import static dev.scores.conformance.ExpectedError.NO_ROUTE;
import static dev.scores.conformance.ExpectedError.NO_SCORE;
import static dev.scores.conformance.ExpectedError.NO_SUCH_SCORE;
import static dev.scores.conformance.Needs.TOKEN;

import java.util.List;

/** Routes, methods and ids in paths. */
final class PathRules {

  private static final List<String> MALFORMED_IDS =
      List.of(
          "blah", "0", "00", "01", "-1", "+1", "%2B1", "1_0", "1.0", "1e0", "0x1", "%201", "1%20",
          "%D9%A1");

  /** Ids that routers and HTTP libraries like to reject or to change by themselves. */
  private static final List<String> ODD_IDS =
      List.of(
          "1%27%3Bdrop%20table%20scores",
          "1'", "1;a=b", "(1)", "!", "%00", "%ff", "%3C1%3E", "9".repeat(5000));

  /** Ids with characters that HTTP clients reject or encode. */
  private static final List<String> UNENCODED_IDS =
      List.of("%zz", "%", "\u00ff", "\u00ff\u00fe", "<1>", "\"1\"", "{1}", "^`|\\");

  private static final List<String> IDS_OUT_OF_RANGE =
      List.of("9007199254740992", "9".repeat(20), "9".repeat(100));

  private final ServiceUnderTest service;

  PathRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(of = "/components/schemas/Pong/properties/message", says = "Always `pong!`.")
  void pingReturnsPong() {
    service.get("/ping").is(200, "{\"status\":\"success\",\"message\":\"pong!\"}");
  }

  @ContractRule(of = "getScore", says = "A malformed id (`blah`, `0`, `+1`) returns 404.")
  void malformedIdReturns404() {
    service.each(MALFORMED_IDS, id -> service.get("/scores/" + id).isError(NO_SCORE));
  }

  @ContractRule(of = "listExerciseScores", says = "A malformed id returns 404.")
  void malformedExerciseReturns404() {
    service.each(MALFORMED_IDS, id -> service.get("/scores/exercise/" + id).isError(NO_SCORE));
  }

  @ContractRule(
      of = "getExerciseStatistics",
      says = "A malformed id, or one above 2147483647, returns 404.")
  void malformedExerciseHasNoStatistics() {
    service.each(
        List.of("blah", "0", "-1", "01", "1_0", "2147483648"),
        id -> service.get("/scores/exercise/" + id + "/stats").isError(NO_SCORE));
  }

  @ContractRule(
      of = "/paths/~1scores~1user~1{score_id}/parameters/0",
      says = "in ASCII digits without sign or leading zero",
      needs = TOKEN)
  void malformedIdOfOwnScoreReturns404() {
    service.each(
        MALFORMED_IDS,
        id -> {
          service.read("/scores/user/" + id).isError(NO_SCORE);
          service.read("/scores/user/exercise/" + id).isError(NO_SCORE);
        });
  }

  @ContractRule(
      of = "/components/responses/InvalidPayloadOrNoSuchScore/description",
      says = "the id or `If-Match` is invalid",
      needs = TOKEN)
  void writeToMalformedIdReturns400() {
    service.each(
        MALFORMED_IDS,
        id -> {
          int exercise = service.newExercise();
          for (String method : List.of("PUT", "PATCH")) {
            service.write(method, "/scores/" + id, ServiceUnderTest.draft(exercise, true)).has(400);
          }
          service.read("/scores/user/exercise/" + exercise).isError(NO_SCORE);
        });
  }

  @ContractRule(
      of = "/paths/~1scores~1{score_id}/parameters/0",
      says = "An out-of-range number is an unknown id.")
  void idOutOfRangeMatchesNoScore() {
    service.each(
        IDS_OUT_OF_RANGE,
        id -> {
          service.get("/scores/" + id).isError(NO_SCORE);
          service
              .get("/scores/exercise/" + id)
              .is(200, "{\"status\":\"success\",\"data\":{\"scores\":[]}}");
        });
  }

  @ContractRule(
      of = "/paths/~1scores~1{score_id}/parameters/0",
      says = "An out-of-range number is an unknown id.",
      needs = TOKEN)
  void idOutOfRangeMatchesNoOwnScore() {
    service.each(
        IDS_OUT_OF_RANGE,
        id -> {
          service.read("/scores/user/" + id).isError(NO_SCORE);
          service.read("/scores/user/exercise/" + id).isError(NO_SCORE);
          service
              .write("PUT", "/scores/" + id, ServiceUnderTest.draft(service.newExercise(), true))
              .isError(NO_SUCH_SCORE);
        });
  }

  @ContractRule(of = "/info/description", says = "an unknown path returns 404 `not_found`")
  void unknownRouteReturns404() {
    service.each(
        List.of("/nope", "/scores/1/2", "/scores/user/1/2"),
        path -> service.get(path).isError(NO_ROUTE));
  }

  @ContractRule(
      of = "/info/description",
      says =
          "a method that the path does not support returns 405 `method_not_allowed` with `Allow`")
  void unsupportedMethodReturns405WithAllow() {
    method("POST", "/scores/9007199254740991", "DELETE", "GET", "PATCH", "PUT");
    method("PUT", "/scores", "GET", "PATCH", "POST");
    method("POST", "/ping", "GET");
  }

  @HardeningRule(because = "an id with any characters is malformed; it must not cause a 500")
  void oddIdReturns404() {
    service.each(
        ODD_IDS,
        id -> {
          service.get("/scores/" + id).isError(NO_SCORE);
          service.get("/scores/exercise/" + id + "/stats").isError(NO_SCORE);
        });
  }

  @HardeningRule(because = "an id with any bytes is malformed; it must not cause a 500")
  void unencodedIdReturns404() {
    service.each(
        UNENCODED_IDS,
        id -> {
          for (String list : List.of("/scores/", "/scores/exercise/")) {
            CheckedResponse response = service.sendRaw("GET", list + id);
            response.expect(
                response.status() == 404 && response.body().contains("\"score_does_not_exist\""),
                NO_SCORE.toString());
          }
        });
  }

  @HardeningRule(because = "a path in another spelling is another path (RFC 3986, section 6.2.1)")
  void otherSpellingOfARouteReturns404() {
    service.each(
        List.of("/ping/", "/scores/", "/PING"), path -> service.get(path).isError(NO_ROUTE));
  }

  private void method(String method, String path, String... allowed) {
    CheckedResponse response = service.send(method, path, null);
    response.isError(METHOD_NOT_ALLOWED);
    List<String> allow = List.of(response.header("Allow").split("\\s*,\\s*", -1));
    response.expect(
        allow.containsAll(List.of(allowed)),
        "an Allow header with " + List.of(allowed),
        "Allow: " + response.header("Allow"));
  }
}
