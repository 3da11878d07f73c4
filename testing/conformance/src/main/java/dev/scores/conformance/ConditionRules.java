package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.HAS_CHANGED;
import static dev.scores.conformance.ExpectedError.INVALID_PARAMETER;
import static dev.scores.conformance.ExpectedError.NO_SUCH_SCORE;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditional requests (RFC 9110, section 13) on single scores. */
@Rules
@NeedsToken
final class ConditionRules {

  private static final String UNKNOWN_ID = "9007199254740991";

  private final ServiceUnderTest service;

  ConditionRules(ServiceUnderTest service) {
    this.service = service;
  }

  @Test
  void singleScoreHasAnETagThatChangesOnUpdate() {
    int exercise = service.newExercise();
    CheckedResponse added =
        service.write("POST", "/scores", ServiceUnderTest.draft(exercise, false));
    String first = tag(added);
    String path = "/scores/" + added.score(201, "New score was added!").id();
    for (String read : List.of(path, path.replace("/scores", "/scores/user"))) {
      service.read(read).has("ETag", first);
    }
    CheckedResponse updated = service.write("PUT", path, ServiceUnderTest.draft(exercise, true));
    updated.expect(!tag(updated).equals(first), "an ETag other than " + first);
    service.read("/scores/user/exercise/" + exercise).has("ETag", tag(updated));
    service.get("/scores?limit=1").has("ETag", "");
  }

  @Test
  void matchingIfNoneMatchReturns304() {
    ScoreBody score = service.newScore();
    for (String path : paths(score)) {
      String tag = tag(service.read(path));
      for (String known : List.of(tag, "W/" + tag, "*", "\"x\", " + tag)) {
        CheckedResponse response = service.read(path, "If-None-Match", known).has("ETag", tag);
        response.expect(
            response.status() == 304 && response.body().isEmpty(), "304 without a body");
      }
      service.read(path, "If-None-Match", "\"x\"").has(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH"})
  void staleIfMatchReturns412(String method) {
    ScoreBody score = service.newScore();
    String path = "/scores/" + score.id();
    String seen = tag(service.get(path));
    String draft = ServiceUnderTest.draft(score.exercise(), true);
    service.write(method, path, draft, "If-Match", seen).has(200);
    String now = tag(service.get(path));
    for (String other : List.of(seen, "W/" + now, "\"x\"", "\"\"")) {
      service
          .write(method, path, ServiceUnderTest.draft(score.exercise(), false), "If-Match", other)
          .isError(HAS_CHANGED);
    }
    CheckedResponse stored = service.get(path).has("ETag", now);
    stored.expect(stored.score().correct(), "a correct score");
    service.write(method, path, draft, "If-Match", "\"x\", " + now).has(200);
    service.write(method, path, draft, "If-Match", "*").has(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1", "*, \"1\"", "\"1\" \"2\""})
  void malformedIfMatchReturns400(String tags) {
    ScoreBody score = service.newScore();
    for (String method : List.of("PUT", "PATCH")) {
      service
          .write(
              method,
              "/scores/" + score.id(),
              ServiceUnderTest.draft(score.exercise(), true),
              "If-Match",
              tags)
          .isError(INVALID_PARAMETER, "If-Match");
    }
  }

  @Test
  void ifMatchWithAnUnknownIdAddsNoScore() {
    int exercise = service.newExercise();
    String draft = ServiceUnderTest.draft(exercise, true);
    service.write("PUT", "/scores/" + UNKNOWN_ID, draft, "If-Match", "*").isError(NO_SUCH_SCORE);
    service.write("PATCH", "/scores/" + UNKNOWN_ID, draft, "If-Match", "*").isError(HAS_CHANGED);
    service.read("/scores/user/exercise/" + exercise).has(404);
  }

  private static List<String> paths(ScoreBody score) {
    return List.of(
        "/scores/" + score.id(),
        "/scores/user/" + score.id(),
        "/scores/user/exercise/" + score.exercise());
  }

  private static String tag(CheckedResponse response) {
    String tag = response.header("ETag");
    response.expect(tag.matches("\"[^\"]+\""), "a strong ETag, not '" + tag + "'");
    return tag;
  }
}
