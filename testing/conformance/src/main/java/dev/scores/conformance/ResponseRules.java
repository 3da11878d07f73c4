package dev.scores.conformance;

import static dev.scores.conformance.Needs.TOKEN;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Headers, members and texts of responses of all kinds. */
final class ResponseRules {

  private static final Set<String> SCORE =
      Set.of(
          "id",
          "user_id",
          "exercise_id",
          "correct",
          "created_at",
          "updated_at",
          "attempts",
          "solved_at",
          "attempts_to_solve");
  private static final Set<String> ERROR = Set.of("status", "message", "code");

  /** The headers of every response with their values as regular expressions. */
  private static final Map<String, String> HEADERS =
      new TreeMap<>(
          Map.of(
              "X-Request-Id", "[A-Za-z0-9._-]{1,64}",
              "X-Content-Type-Options", "nosniff",
              "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
              "X-Frame-Options", "DENY",
              "Referrer-Policy", "no-referrer"));

  private final ServiceUnderTest service;

  ResponseRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(of = "/info/description", says = "**All responses** have an `X-Request-Id`")
  void allResponsesHaveTheirHeaders() {
    service.each(
        List.of(
            "/ping", "/scores?limit=1", "/scores/blah", "/nope", "/scores/user", "/scores?limit=x"),
        path -> {
          CheckedResponse response = service.get(path);
          HEADERS.forEach(
              (name, value) ->
                  response.expect(
                      response.header(name).matches(value),
                      name + ": " + value,
                      name + ": " + response.header(name)));
        });
  }

  @HardeningRule(because = "older clients compare the messages of the contract's examples")
  void messagesOfErrorsAreThoseOfTheExamples() {
    message(ExpectedError.NO_SCORE, service.get("/scores/blah"));
    message(ExpectedError.TOKEN_REQUIRED, service.get("/scores/user"));
    message(
        ExpectedError.INVALID_TOKEN,
        service.get("/scores/user", "Authorization", "Bearer unknown"));
  }

  @HardeningRule(
      because = "older clients compare the messages of the contract's examples",
      needs = TOKEN)
  void messagesOfWritesAreThoseOfTheExamples() {
    int exercise = service.newExercise();
    String draft = ServiceUnderTest.draft(exercise, true);
    CheckedResponse added = service.write("POST", "/scores", draft);
    added.is(201, "{\"message\":\"New score was added!\"}");
    service.write("PATCH", "/scores", draft).is(200, "{\"message\":\"Score was updated!\"}");
    message(ExpectedError.ALREADY_EXISTS, service.write("POST", "/scores", draft));
    message(ExpectedError.INVALID_PAYLOAD, service.write("PATCH", "/scores", "[]"));
    message(ExpectedError.NO_SUCH_SCORE, service.write("PUT", "/scores/9007199254740991", draft));
    service
        .remove("/scores/" + added.score(201).id())
        .is(200, "{\"message\":\"Score was removed!\"}");
  }

  @HardeningRule(because = "a member that the contract does not describe can reveal data")
  void publicResponsesHaveNoOtherMembers() {
    members(service.get("/ping"), "", Set.of("status", "message"));
    members(service.get("/scores/blah"), "", ERROR);
    members(
        service.get("/scores/stats"),
        "/data",
        Set.of(
            "attempted",
            "correct",
            "correct_ratio",
            "last_updated_at",
            "solved",
            "attempts",
            "median_attempts_to_solve",
            "as_of"));
    members(
        service.get("/scores/leaderboard?limit=1"),
        "/data/leaderboard/0",
        Set.of("rank", "user_id", "correct", "last_solved_at"));
    CheckedResponse changes = service.get("/scores/changes?limit=1");
    members(changes, "/data", Set.of("events", "next"));
    members(changes, "/data/events/0", Set.of("type", "sequence", "at", "verdict", "score"));
    members(changes, "/data/events/0/score", SCORE);
  }

  @HardeningRule(
      because = "a member that the contract does not describe can reveal data",
      needs = TOKEN)
  void responsesToTheCallerHaveNoOtherMembers() {
    ScoreBody score = service.newScore();
    String draft = ServiceUnderTest.draft(score.exercise(), true);
    CheckedResponse written = service.write("PATCH", "/scores", draft);
    members(written, "", Set.of("status", "message", "data"));
    members(written, "/data", SCORE);
    CheckedResponse found = service.read("/scores/user/" + score.id());
    members(found, "", Set.of("status", "data"));
    members(found, "/data", SCORE);
    CheckedResponse list = service.read("/scores/user?exercise_id=" + score.exercise());
    members(list, "/data", Set.of("scores"));
    members(list, "/data/scores/0", SCORE);
    CheckedResponse attempts = service.read("/scores/" + score.id() + "/attempts");
    members(attempts, "/data", Set.of("attempts"));
    members(attempts, "/data/attempts/0", Set.of("number", "correct", "at"));
    CheckedResponse activity = service.read("/scores/user/activity");
    members(activity, "/data", Set.of("zone", "days", "current_streak", "longest_streak"));
    members(activity, "/data/days/0", Set.of("date", "attempts", "solved"));
    CheckedResponse batch = service.write("PATCH", "/scores/batch", "{\"scores\":[" + draft + "]}");
    members(batch, "/data", Set.of("added", "updated", "results"));
    members(batch, "/data/results/0", Set.of("index", "outcome", "score"));
    members(batch, "/data/results/0/score", SCORE);
    members(
        service.read("/scores/user/stats"),
        "/data",
        Set.of(
            "user_id",
            "attempted",
            "correct",
            "correct_ratio",
            "last_updated_at",
            "solved",
            "attempts",
            "median_attempts_to_solve"));
    members(
        service.read("/scores/user/rank"),
        "/data",
        Set.of("rank", "user_id", "correct", "last_solved_at", "as_of"));
    members(service.remove("/scores/" + score.id()), "", Set.of("status", "message"));
  }

  @HardeningRule(because = "a shared cache would give one caller's response to another")
  void rejectedRequestsAreNotCached() {
    service.get("/scores/user").has("Cache-Control", "private, no-store");
    service
        .get("/scores/user", "Authorization", "Bearer unknown")
        .has("Cache-Control", "private, no-store");
  }

  @HardeningRule(
      because = "a shared cache would give one caller's response to another",
      needs = TOKEN)
  void responsesToTheCallerAreNotShared() {
    ScoreBody score = service.newScore();
    service.read("/scores/user/" + score.id()).has("Cache-Control", "private, no-cache");
    service.read("/scores/user?limit=1").has("Cache-Control", "private, no-store");
    service.read("/scores/user/stats").has("Cache-Control", "private, no-store");
  }

  @HardeningRule(because = "details of the implementation help attackers")
  void errorsRevealNoImplementationDetails() {
    service.each(
        List.of("/scores/%00", "/scores?after=%00", "/nope%27", "/scores/1%27--"),
        path -> {
          CheckedResponse response = service.get(path);
          response.expect(
              !response
                  .body()
                  .matches("(?si).*(exception|stacktrace|\\tat |select .* from |java\\.).*"),
              "no stack trace, class name or SQL");
        });
  }

  private static void message(ExpectedError error, CheckedResponse response) {
    response.is(error.status, "{\"message\":\"" + error.message + "\"}");
  }

  private static void members(CheckedResponse response, String pointer, Set<String> described) {
    JsonNode node = response.tree().at(pointer);
    Set<String> others = new TreeSet<>();
    node.fieldNames().forEachRemaining(others::add);
    others.removeAll(described);
    response.expect(
        others.isEmpty(),
        "no members but " + new TreeSet<>(described) + (pointer.isEmpty() ? "" : " in " + pointer),
        "also " + others);
  }
}
