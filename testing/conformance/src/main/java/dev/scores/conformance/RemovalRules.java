package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.HAS_CHANGED;
import static dev.scores.conformance.ExpectedError.INVALID_PARAMETER;
import static dev.scores.conformance.ExpectedError.NO_SCORE;
import static dev.scores.conformance.Needs.OTHER_TOKEN;
import static dev.scores.conformance.Needs.TOKEN;

import java.util.List;

/** Removing scores of the caller. */
final class RemovalRules {

  /** None that a lenient service could read as the id of a score. */
  private static final List<String> NO_IDS =
      List.of("9007199254740991", "9007199254740992", "9".repeat(30), "blah", "0", "-1");

  private final ServiceUnderTest service;

  RemovalRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(
      of = "/components/responses/RemovalResponse/description",
      says = "The score was removed.",
      needs = TOKEN)
  void removedScoreIsNotFound() {
    ScoreBody score = service.newScore();
    ScoreBody other = service.newScore();
    service.remove("/scores/" + score.id()).has(200).is(200, "{\"status\":\"success\"}");
    isGone(score);
    isStored(other);
    CheckedResponse list = service.read("/scores/user?exercise_id=" + score.exercise());
    list.expect(list.scores().isEmpty(), "no scores");
  }

  @ContractRule(
      of = "removeScore",
      says =
          "An unknown or malformed id, another user's score and a score that has already been"
              + " removed return 404",
      needs = TOKEN)
  void unknownMalformedOrRemovedIdReturns404() {
    service.each(NO_IDS, id -> service.remove("/scores/" + id).isError(NO_SCORE));
    ScoreBody score = service.newScore();
    service.remove("/scores/" + score.id()).has(200);
    service.remove("/scores/" + score.id()).isError(NO_SCORE);
    service.remove("/scores/" + score.id(), "If-Match", "*").isError(NO_SCORE);
  }

  @ContractRule(
      of = "removeScore",
      says = "Removes the score with this id if it belongs to the caller.",
      needs = OTHER_TOKEN)
  void scoreOfAnotherUserIsNotRemoved() {
    ScoreBody others = service.other().newScore();
    String path = "/scores/" + others.id();
    service.remove(path).isError(NO_SCORE);
    service.each(
        List.of("*", "\"x\"", service.get(path).header("ETag")),
        tags -> service.remove(path, "If-Match", tags).isError(NO_SCORE));
    isStored(others);
  }

  @ContractRule(
      of = "removeScore",
      says = "A score that is added again gets a new id.",
      needs = TOKEN)
  void scoreAddedAgainHasANewId() {
    service.each(
        List.of("POST /scores", "PATCH /scores", "PATCH /scores/%d"),
        route -> {
          ScoreBody before = service.newScore();
          service.remove("/scores/" + before.id()).has(200);
          int space = route.indexOf(' ');
          CheckedResponse response =
              service.write(
                  route.substring(0, space),
                  route.substring(space + 1).formatted(before.id()),
                  ServiceUnderTest.draft(before.exercise(), true));
          ScoreBody after = response.score(201);
          response.expect(after.id() != before.id(), "another id than " + before.id());
          isStored(after);
          service.get("/scores/" + before.id()).isError(NO_SCORE);
        });
  }

  @ContractRule(of = "removeScore", says = "A payload is ignored.", needs = TOKEN)
  void payloadIsIgnored() {
    for (String payload : List.of("{}", "[")) {
      ScoreBody score = service.newScore();
      service.write("DELETE", "/scores/" + score.id(), payload).has(200);
      isGone(score);
    }
  }

  @ContractRule(
      of = "removeScore",
      says =
          "With `If-Match` the score is removed only if it still has the version that the client"
              + " has read; otherwise nothing changes and the response is 412.",
      needs = TOKEN)
  void staleIfMatchReturns412() {
    ScoreBody score = service.newScore();
    String path = "/scores/" + score.id();
    String seen = service.get(path).header("ETag");
    ScoreBody solved = service.solve(score);
    String now = service.get(path).header("ETag");
    service.each(
        List.of(seen, "W/" + now, "\"x\"", "\"\""),
        tags -> service.remove(path, "If-Match", tags).isError(HAS_CHANGED));
    isStored(solved);
    service.remove(path, "If-Match", "\"x\", " + now).has(200);
    isGone(score);
    ScoreBody other = service.newScore();
    service.remove("/scores/" + other.id(), "If-Match", "*").has(200);
    isGone(other);
  }

  @ContractRule(
      of = "/components/responses/InvalidQueryOrIfMatch/description",
      says = "`If-Match` is malformed, or the query has a parameter",
      needs = TOKEN)
  void malformedIfMatchOrQueryReturns400() {
    ScoreBody score = service.newScore();
    String path = "/scores/" + score.id();
    service.each(
        List.of("1", "\"1", "*, \"1\""),
        tags -> service.remove(path, "If-Match", tags).isError(INVALID_PARAMETER));
    service.remove(path + "?exercise_id=1").isError(INVALID_PARAMETER);
    isStored(score);
  }

  private void isGone(ScoreBody score) {
    service.get("/scores/" + score.id()).isError(NO_SCORE);
    service.read("/scores/user/" + score.id()).isError(NO_SCORE);
    service.read("/scores/user/exercise/" + score.exercise()).isError(NO_SCORE);
  }

  private void isStored(ScoreBody score) {
    CheckedResponse response = service.get("/scores/" + score.id());
    response.expect(response.score(200).equals(score), score.toString());
  }
}
