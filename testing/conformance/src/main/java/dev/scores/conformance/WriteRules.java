package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.ALREADY_EXISTS;
import static dev.scores.conformance.ExpectedError.NO_SCORE;
import static dev.scores.conformance.ExpectedError.NO_SUCH_SCORE;
import static org.junit.jupiter.api.Assumptions.abort;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Adding, updating and upserting scores of the caller. */
@Rules
@NeedsToken
final class WriteRules {

  private static final String ADDED = "New score was added!";
  private static final String UPDATED = "Score was updated!";
  private static final String UNKNOWN_ID = "9007199254740991";

  private final ServiceUnderTest service;

  WriteRules(ServiceUnderTest service) {
    this.service = service;
  }

  static Stream<String> addingRoutes() {
    return Stream.of("POST /scores", "PATCH /scores", "PATCH /scores/" + UNKNOWN_ID);
  }

  @ParameterizedTest
  @MethodSource("addingRoutes")
  void newScoreReturns201WithLocation(String route) {
    int exercise = service.newExercise();
    int space = route.indexOf(' ');
    CheckedResponse response =
        service.write(
            route.substring(0, space),
            route.substring(space + 1),
            ServiceUnderTest.draft(exercise, true));
    ScoreBody added = response.score(201, ADDED);
    response.expect(added.exercise() == exercise && added.correct(), "the score that was sent");
    response.expect(
        !added.updatedAt().isBefore(added.createdAt()), "updated_at not before created_at");
    String location = URI.create("/scores").resolve(response.header("Location")).getPath();
    response.expect(
        ("/" + location).endsWith("/scores/" + added.id())
            && !response.header("Location").isEmpty(),
        "Location: /scores/" + added.id() + ", not '" + response.header("Location") + "'");
    isStored(added);
  }

  @Test
  void secondScoreForAnExerciseReturns400() {
    ScoreBody first = service.newScore();
    service
        .write("POST", "/scores", ServiceUnderTest.draft(first.exercise(), true))
        .isError(ALREADY_EXISTS);
    isStored(first);
    service.newScore();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT /scores/%d", "PATCH /scores/%d", "PATCH /scores"})
  void updateKeepsIdAndCreatedAt(String route) {
    ScoreBody before = service.newScore();
    int space = route.indexOf(' ');
    CheckedResponse response =
        service.write(
            route.substring(0, space),
            route.substring(space + 1).formatted(before.id()),
            ServiceUnderTest.draft(before.exercise(), true));
    ScoreBody after = response.score(200, UPDATED);
    response.expect(after.correct(), "a correct score");
    response.expect(after.id() == before.id(), "id " + before.id());
    response.expect(after.user() == before.user(), "user_id " + before.user());
    response.expect(after.exercise() == before.exercise(), "exercise_id " + before.exercise());
    response.expect(after.createdAt().equals(before.createdAt()), "an unchanged created_at");
    response.expect(after.updatedAt().isAfter(before.updatedAt()), "a later updated_at");
    response.has("Location", "");
    isStored(after);
  }

  @Test
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

  @Test
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

  @Test
  void upsertWithAnUnrelatedIdAddsUnderANewId() {
    ScoreBody other = service.newScore();
    int exercise = service.newExercise();
    CheckedResponse response =
        service.write("PATCH", "/scores/" + other.id(), ServiceUnderTest.draft(exercise, true));
    ScoreBody added = response.score(201, ADDED);
    response.expect(added.id() != other.id(), "a new id");
    isStored(other);
    isStored(added);
  }

  /** Sends the stored values, so that a service that fails this check changes nothing. */
  @Test
  void scoreOfAnotherUserIsNotUpdated() {
    long own = service.newScore().user();
    ScoreBody others =
        service.get("/scores?limit=1000").scores().stream()
            .filter(score -> score.user() != own)
            .findFirst()
            .orElseGet(() -> abort("no other user has a score"));
    String payload = ServiceUnderTest.draft(others.exercise(), others.correct());
    service.write("PUT", "/scores/" + others.id(), payload).isError(NO_SUCH_SCORE);
    service.read("/scores/user/" + others.id()).isError(NO_SCORE);
  }

  @Test
  void ownScoreIsFoundByIdOrExercise() {
    ScoreBody score = service.newScore();
    for (String path :
        List.of("/scores/user/" + score.id(), "/scores/user/exercise/" + score.exercise())) {
      CheckedResponse response = service.read(path).has("Cache-Control", "private, no-cache");
      response.expect(response.score().equals(score), score.toString());
    }
    service.read("/scores/user/" + UNKNOWN_ID).isError(NO_SCORE);
    service.read("/scores/user/exercise/" + service.newExercise()).isError(NO_SCORE);
    service.get("/scores/" + UNKNOWN_ID).isError(NO_SCORE);
  }

  private void isStored(ScoreBody score) {
    CheckedResponse response = service.get("/scores/" + score.id());
    response.expect(response.score().equals(score), score.toString());
  }
}
