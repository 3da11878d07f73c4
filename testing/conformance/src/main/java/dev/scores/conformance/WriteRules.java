package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.ALREADY_EXISTS;
import static dev.scores.conformance.ExpectedError.NO_SCORE;
import static dev.scores.conformance.ExpectedError.NO_SUCH_SCORE;
import static dev.scores.conformance.Needs.OTHER_TOKEN;
import static dev.scores.conformance.Needs.TOKEN;

import dev.scores.conformance.RuleStop.NotJudged;
import java.util.List;

/** Adding, updating and upserting scores of the caller. */
final class WriteRules {

  private static final String UNKNOWN_ID = "9007199254740991";
  private static final List<String> ADDING =
      List.of("POST /scores", "PATCH /scores", "PATCH /scores/" + UNKNOWN_ID);

  private final ServiceUnderTest service;

  WriteRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(
      of = "/components/responses/ScoreAdded/description",
      says = "The score was added.",
      needs = TOKEN)
  void newScoreReturns201() {
    service.each(
        ADDING,
        route -> {
          int exercise = service.newExercise();
          CheckedResponse response = add(route, exercise);
          ScoreBody added = response.score(201);
          response.expect(added.exercise() == exercise && added.correct(), "the score as sent");
          response.expect(
              !added.updatedAt().isBefore(added.createdAt()), "updated_at not before created_at");
          isStored(added);
        });
  }

  @HardeningRule(because = "RFC 9110, section 10.2.2: Location names the new score", needs = TOKEN)
  void newScoreHasALocation() {
    service.each(
        ADDING,
        route -> {
          CheckedResponse response = add(route, service.newExercise());
          response.has("Location", "/scores/" + response.score(201).id());
        });
  }

  @ContractRule(
      of = "addScore",
      says =
          "If the caller already has a score for the exercise, nothing changes and the response is"
              + " 400.",
      needs = TOKEN)
  void secondScoreForAnExerciseReturns400() {
    ScoreBody first = service.newScore();
    service
        .write("POST", "/scores", ServiceUnderTest.draft(first.exercise(), true))
        .isError(ALREADY_EXISTS);
    isStored(first);
    service.newScore();
  }

  @ContractRule(
      of = "upsertScoreById",
      says = "If the caller's score for the exercise has this id, it is updated.",
      needs = TOKEN)
  void updateKeepsIdAndCreatedAt() {
    service.each(
        List.of("PUT /scores/%d", "PATCH /scores/%d", "PATCH /scores"),
        route -> {
          ScoreBody before = service.newScore();
          service.waitForClock();
          int space = route.indexOf(' ');
          CheckedResponse response =
              service.write(
                  route.substring(0, space),
                  route.substring(space + 1).formatted(before.id()),
                  ServiceUnderTest.draft(before.exercise(), true));
          ScoreBody after = response.score(200);
          response.expect(after.correct(), "a correct score");
          response.expect(
              after.id() == before.id()
                  && after.user() == before.user()
                  && after.exercise() == before.exercise(),
              "the id, user_id and exercise_id of " + before);
          response.expect(
              after.createdAt().equals(before.createdAt()),
              Clause.CREATED_AT,
              "created_at " + before.createdAt());
          response.expect(
              after.updatedAt().isAfter(before.updatedAt()),
              Clause.UPDATED_AT,
              "updated_at after " + before.updatedAt());
          isStored(after);
        });
  }

  @HardeningRule(because = "Location on an update looks as if a score was added", needs = TOKEN)
  void updateHasNoLocation() {
    ScoreBody score = service.newScore();
    String draft = ServiceUnderTest.draft(score.exercise(), true);
    service.write("PATCH", "/scores", draft).has(200).has("Location", "");
    service.write("PUT", "/scores/" + score.id(), draft).has(200).has("Location", "");
  }

  @ContractRule(
      of = "updateScore",
      says = "Otherwise nothing changes and the response is 400.",
      needs = TOKEN)
  void updateOfAMismatchedScoreReturns400() {
    ScoreBody score = service.newScore();
    String other = ServiceUnderTest.draft(service.newScore().exercise(), true);
    String missing = ServiceUnderTest.draft(service.newExercise(), true);
    String own = ServiceUnderTest.draft(score.exercise(), true);
    service.write("PUT", "/scores/" + score.id(), other).isError(NO_SUCH_SCORE);
    service.write("PUT", "/scores/" + score.id(), missing).isError(NO_SUCH_SCORE);
    service.write("PUT", "/scores/" + UNKNOWN_ID, own).isError(NO_SUCH_SCORE);
    isStored(score);
  }

  @ContractRule(
      of = "upsertScoreById",
      says = "If it has another id, nothing changes and the response is 400.",
      needs = TOKEN)
  void upsertWithAMismatchedIdReturns400() {
    ScoreBody score = service.newScore();
    ScoreBody other = service.newScore();
    String own = ServiceUnderTest.draft(score.exercise(), true);
    for (String id : List.of("" + other.id(), UNKNOWN_ID, "9".repeat(30))) {
      service.write("PATCH", "/scores/" + id, own).isError(NO_SUCH_SCORE);
    }
    isStored(score);
    isStored(other);
  }

  @ContractRule(
      of = "upsertScoreById",
      says = "If the caller has no score for the exercise, one is added with a new id.",
      needs = TOKEN)
  void upsertWithAnUnrelatedIdAddsUnderANewId() {
    ScoreBody other = service.newScore();
    CheckedResponse response = add("PATCH /scores/" + other.id(), service.newExercise());
    ScoreBody added = response.score(201);
    response.expect(added.id() != other.id(), "a new id");
    isStored(other);
    isStored(added);
  }

  @ContractRule(
      of = "upsertScoreById",
      says = "Another user's score is never changed.",
      needs = OTHER_TOKEN)
  void scoreOfAnotherUserIsNotChanged() {
    ScoreBody others = service.other().newScore();
    String draft = ServiceUnderTest.draft(others.exercise(), true);
    service.write("PUT", "/scores/" + others.id(), draft).isError(NO_SUCH_SCORE);
    isStored(others);
    CheckedResponse response = service.write("PATCH", "/scores/" + others.id(), draft);
    ScoreBody added = response.score(201);
    response.expect(
        added.id() != others.id() && added.user() != others.user(), "another score of the caller");
    isStored(others);
  }

  /** Sends the stored values, so that a service that fails this check changes nothing. */
  @ContractRule(
      of = "updateScore",
      says = "if it belongs to the caller and to the exercise in the payload",
      needs = TOKEN)
  void updateOfAnotherUsersScoreReturns400() {
    long own = service.newScore().user();
    ScoreBody others =
        service.get("/scores?limit=1000").scores().stream()
            .filter(score -> score.user() != own)
            .findFirst()
            .orElseThrow(() -> new NotJudged("no other user has one of the first 1000 scores"));
    String payload = ServiceUnderTest.draft(others.exercise(), others.correct());
    service.write("PUT", "/scores/" + others.id(), payload).isError(NO_SUCH_SCORE);
  }

  @ContractRule(of = "getOwnScore", says = "Another user's score returns 404.", needs = OTHER_TOKEN)
  void scoreOfAnotherUserReturns404() {
    ScoreBody others = service.other().newScore();
    service.read("/scores/user/" + others.id()).isError(NO_SCORE);
    service.read("/scores/user/exercise/" + others.exercise()).isError(NO_SCORE);
    CheckedResponse response = service.get("/scores/" + others.id());
    response.expect(response.score(200).equals(others), others.toString());
  }

  @ContractRule(
      of = "getOwnExerciseScore",
      says = "Returns the caller's score for the exercise.",
      needs = TOKEN)
  void ownScoreIsFoundByIdOrExercise() {
    ScoreBody score = service.newScore();
    for (String path :
        List.of("/scores/user/" + score.id(), "/scores/user/exercise/" + score.exercise())) {
      CheckedResponse response = service.read(path);
      response.expect(response.score(200).equals(score), score.toString());
    }
    service.read("/scores/user/" + UNKNOWN_ID).isError(NO_SCORE);
    service.read("/scores/user/exercise/" + service.newExercise()).isError(NO_SCORE);
    service.get("/scores/" + UNKNOWN_ID).isError(NO_SCORE);
  }

  private CheckedResponse add(String route, int exercise) {
    int space = route.indexOf(' ');
    return service.write(
        route.substring(0, space),
        route.substring(space + 1),
        ServiceUnderTest.draft(exercise, true));
  }

  private void isStored(ScoreBody score) {
    CheckedResponse response = service.get("/scores/" + score.id());
    response.expect(response.score(200).equals(score), score.toString());
  }
}
