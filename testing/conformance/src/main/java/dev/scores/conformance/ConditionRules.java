package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.HAS_CHANGED;
import static dev.scores.conformance.ExpectedError.INVALID_PARAMETER;
import static dev.scores.conformance.Needs.TOKEN;

import java.util.List;

/** Conditional requests (RFC 9110, section 13) on single scores. */
final class ConditionRules {

  private static final String UNKNOWN_ID = "9007199254740991";

  private final ServiceUnderTest service;

  ConditionRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(
      of = "/components/headers/ETag/description",
      says = "The version of the score as a strong entity tag (RFC 9110, section 8.8.3).",
      needs = TOKEN)
  void singleScoreHasAnETagThatChangesOnUpdate() {
    int exercise = service.newExercise();
    CheckedResponse added =
        service.write("POST", "/scores", ServiceUnderTest.draft(exercise, false));
    String first = tag(added);
    String path = "/scores/" + added.score(201).id();
    for (String read : List.of(path, path.replace("/scores", "/scores/user"))) {
      service.read(read).has("ETag", first);
    }
    CheckedResponse updated = service.write("PUT", path, ServiceUnderTest.draft(exercise, true));
    updated.expect(
        !tag(updated).equals(first), "an ETag other than " + first, "ETag: " + tag(updated));
    service.read("/scores/user/exercise/" + exercise).has("ETag", tag(updated));
  }

  @ContractRule(
      of = "/components/headers/ETag/description",
      says = "no two scores have the same tag",
      needs = TOKEN)
  void scoreAddedAgainHasAnotherETag() {
    int exercise = service.newExercise();
    String draft = ServiceUnderTest.draft(exercise, false);
    String path = "/scores/user/exercise/" + exercise;
    CheckedResponse first = service.write("POST", "/scores", draft);
    service.remove("/scores/" + first.score(201).id()).has(200);
    CheckedResponse second = service.write("POST", "/scores", draft);
    second.expect(
        !tag(second).equals(tag(first)),
        "an ETag other than " + tag(first),
        "ETag: " + tag(second));
    service.read(path, "If-None-Match", tag(first)).has(200);
    service
        .write("PUT", "/scores/" + second.score(201).id(), draft, "If-Match", tag(first))
        .isError(HAS_CHANGED);
  }

  @ContractRule(
      of = "/components/responses/NotModified/description",
      says = "The client already has the current version of the score.",
      needs = TOKEN)
  void matchingIfNoneMatchReturns304() {
    ScoreBody score = service.newScore();
    service.each(
        List.of(
            "/scores/" + score.id(),
            "/scores/user/" + score.id(),
            "/scores/user/exercise/" + score.exercise()),
        path -> {
          String tag = tag(service.read(path));
          for (String known : List.of(tag, "W/" + tag, "*", "\"x\", " + tag)) {
            CheckedResponse response = service.read(path, "If-None-Match", known);
            response.expect(
                response.status() == 304 && response.body().isEmpty(), "304 without a body");
            response.has("ETag", tag);
          }
          service.read(path, "If-None-Match", "\"x\"").has(200);
        });
  }

  @ContractRule(
      of = "updateScore",
      says =
          "With `If-Match` the score is updated only if it still has the version that the client"
              + " has read; otherwise the response is 412.",
      needs = TOKEN)
  void staleIfMatchReturns412() {
    service.each(
        List.of("PUT", "PATCH"),
        method -> {
          ScoreBody score = service.newScore();
          String path = "/scores/" + score.id();
          String seen = tag(service.get(path));
          String draft = ServiceUnderTest.draft(score.exercise(), true);
          service.write(method, path, draft, "If-Match", seen).has(200);
          String now = tag(service.get(path));
          String unsolved = ServiceUnderTest.draft(score.exercise(), false);
          for (String other : List.of(seen, "W/" + now, "\"x\"", "\"\"")) {
            service.write(method, path, unsolved, "If-Match", other).isError(HAS_CHANGED);
          }
          CheckedResponse stored = service.get(path).has("ETag", now);
          stored.expect(stored.score(200).correct(), "a correct score");
          service.write(method, path, draft, "If-Match", "\"x\", " + now).has(200);
          service.write(method, path, draft, "If-Match", "*").has(200);
        });
  }

  @ContractRule(
      of = "/components/parameters/IfMatch/description",
      says = "A malformed value returns 400.",
      needs = TOKEN)
  void malformedIfMatchReturns400() {
    ScoreBody score = service.newScore();
    String draft = ServiceUnderTest.draft(score.exercise(), true);
    service.each(
        List.of("1", "\"1", "*, \"1\"", "\"1\" \"2\""),
        tags -> {
          for (String method : List.of("PUT", "PATCH")) {
            service
                .write(method, "/scores/" + score.id(), draft, "If-Match", tags)
                .isError(INVALID_PARAMETER);
          }
        });
  }

  @ContractRule(
      of = "/components/parameters/IfNoneMatch/description",
      says = "A malformed value is ignored.",
      needs = TOKEN)
  void malformedIfNoneMatchIsIgnored() {
    service.read("/scores/" + service.newScore().id(), "If-None-Match", "1").has(200);
  }

  @ContractRule(of = "upsertScoreById", says = "With `If-Match` no score is added", needs = TOKEN)
  void ifMatchWithAnUnknownIdAddsNoScore() {
    int exercise = service.newExercise();
    String draft = ServiceUnderTest.draft(exercise, true);
    service.write("PATCH", "/scores/" + UNKNOWN_ID, draft, "If-Match", "*").isError(HAS_CHANGED);
    service.read("/scores/user/exercise/" + exercise).has(404);
  }

  private static String tag(CheckedResponse response) {
    String tag = response.header("ETag");
    response.expect(tag.matches("\"[^\"]+\""), "a strong ETag", "ETag: " + tag);
    return tag;
  }
}
