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

/** Adding, updating and upserting the caller's scores. */
@Rules
@NeedsToken
final class WriteRules {

  private static final String ADDED = "New score was added!";
  private static final String UPDATED = "Score was updated!";
  private static final String NOBODYS = "9007199254740991";

  private final ServiceUnderTest service;

  WriteRules(ServiceUnderTest service) {
    this.service = service;
  }

  static Stream<String> adding() {
    return Stream.of("POST /scores", "PATCH /scores", "PATCH /scores/" + NOBODYS);
  }

  @ParameterizedTest
  @MethodSource("adding")
  void aNewScoreIsAnsweredWithItsPlace(String route) {
    int exercise = service.newExercise();
    int space = route.indexOf(' ');
    CheckedResponse answer =
        service.write(
            route.substring(0, space),
            route.substring(space + 1),
            ServiceUnderTest.draft(exercise, true));
    ScoreBody added = answer.score(201, ADDED);
    answer.expect(added.exercise() == exercise && added.correct(), "the score that was sent");
    answer.expect(!added.updatedAt().isBefore(added.createdAt()), "no update before the start");
    String place = URI.create("/scores").resolve(answer.header("Location")).getPath();
    answer.expect(
        ("/" + place).endsWith("/scores/" + added.id()) && !answer.header("Location").isEmpty(),
        "Location: /scores/" + added.id() + ", not '" + answer.header("Location") + "'");
    isStored(added);
  }

  @Test
  void aSecondScoreForAnExerciseIsRefusedAndOneForAnotherExerciseIsNot() {
    ScoreBody first = service.newScore();
    service
        .write("POST", "/scores", ServiceUnderTest.draft(first.exercise(), true))
        .refused(ALREADY_EXISTS);
    isStored(first);
    service.newScore();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT /scores/%d", "PATCH /scores/%d", "PATCH /scores"})
  void anUpdateMovesItsTimeAndNeitherIdNorStart(String route) {
    ScoreBody before = service.newScore();
    int space = route.indexOf(' ');
    CheckedResponse answer =
        service.write(
            route.substring(0, space),
            route.substring(space + 1).formatted(before.id()),
            ServiceUnderTest.draft(before.exercise(), true));
    ScoreBody after = answer.score(200, UPDATED);
    answer.expect(after.correct(), "a correct score");
    answer.expect(after.id() == before.id(), "id " + before.id());
    answer.expect(after.user() == before.user(), "user_id " + before.user());
    answer.expect(after.exercise() == before.exercise(), "exercise_id " + before.exercise());
    answer.expect(after.createdAt().equals(before.createdAt()), "created_at as it was");
    answer.expect(after.updatedAt().isAfter(before.updatedAt()), "a later updated_at");
    answer.has("Location", "");
    isStored(after);
  }

  @Test
  void anUpdateOfWhatIsNotTheCallersScoreForThatExerciseIsRefused() {
    ScoreBody score = service.newScore();
    String other = ServiceUnderTest.draft(service.newScore().exercise(), true);
    String none = ServiceUnderTest.draft(service.newExercise(), true);
    String own = ServiceUnderTest.draft(score.exercise(), true);
    service.write("PUT", "/scores/" + score.id(), other).refused(NO_SUCH_SCORE);
    service.write("PUT", "/scores/" + score.id(), none).refused(NO_SUCH_SCORE);
    service.write("PUT", "/scores/" + NOBODYS, own).refused(NO_SUCH_SCORE);
    isStored(score);
  }

  @Test
  void anUpsertByAnotherIdThanThatOfTheCallersScoreChangesNothing() {
    ScoreBody score = service.newScore();
    ScoreBody other = service.newScore();
    String own = ServiceUnderTest.draft(score.exercise(), true);
    for (String id : List.of("" + other.id(), NOBODYS, "9".repeat(30))) {
      service.write("PATCH", "/scores/" + id, own).refused(NO_SUCH_SCORE);
    }
    isStored(score);
    isStored(other);
  }

  @Test
  void anUpsertByTheIdOfAnotherScoreAddsUnderANewId() {
    ScoreBody other = service.newScore();
    int exercise = service.newExercise();
    CheckedResponse answer =
        service.write("PATCH", "/scores/" + other.id(), ServiceUnderTest.draft(exercise, true));
    ScoreBody added = answer.score(201, ADDED);
    answer.expect(added.id() != other.id(), "a new id");
    isStored(other);
    isStored(added);
  }

  /** What is sent is what stands there: no harm to anybody where the service does not refuse it. */
  @Test
  void anotherUsersScoreIsNotUpdated() {
    long own = service.newScore().user();
    ScoreBody others =
        service.get("/scores?limit=1000").scores().stream()
            .filter(score -> score.user() != own)
            .findFirst()
            .orElseGet(() -> abort("nobody else has a score to try it on"));
    String payload = ServiceUnderTest.draft(others.exercise(), others.correct());
    service.write("PUT", "/scores/" + others.id(), payload).refused(NO_SUCH_SCORE);
    service.read("/scores/user/" + others.id()).refused(NO_SCORE);
  }

  @Test
  void ofOnesOwnScoresOneIsFoundByIdOrByExercise() {
    ScoreBody score = service.newScore();
    for (String path :
        List.of("/scores/user/" + score.id(), "/scores/user/exercise/" + score.exercise())) {
      CheckedResponse answer = service.read(path).has("Cache-Control", "private, no-cache");
      answer.expect(answer.score().equals(score), score.toString());
    }
    service.read("/scores/user/" + NOBODYS).refused(NO_SCORE);
    service.read("/scores/user/exercise/" + service.newExercise()).refused(NO_SCORE);
    service.get("/scores/" + NOBODYS).refused(NO_SCORE);
  }

  private void isStored(ScoreBody score) {
    CheckedResponse answer = service.get("/scores/" + score.id());
    answer.expect(answer.score().equals(score), score.toString());
  }
}
