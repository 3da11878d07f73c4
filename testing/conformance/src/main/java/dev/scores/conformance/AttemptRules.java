package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.NO_SCORE;
import static dev.scores.conformance.Needs.TOKEN;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Attempts of a score, its solve, and the caller's activity. */
final class AttemptRules {

  private final ServiceUnderTest service;

  AttemptRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(
      of = "listAttempts",
      says = "Returns the verdicts on the score with this id, of any user, newest first.",
      needs = TOKEN)
  void attemptsAreListedNewestFirst() {
    ScoreBody added = service.newScore();
    ScoreBody solved = service.solve(added);
    ScoreBody last = reject(added);
    CheckedResponse response = service.get("/scores/" + added.id() + "/attempts");
    List<AttemptBody> expected =
        List.of(
            new AttemptBody(3, false, last.updatedAt()),
            new AttemptBody(2, true, solved.updatedAt()),
            new AttemptBody(1, false, added.createdAt()));
    response.expect(response.attempts().equals(expected), expected.toString());
    service
        .read("/scores/user/exercise/" + added.exercise() + "/attempts")
        .is(200, response.body());
  }

  @ContractRule(
      of = "/components/schemas/Score/properties/attempts/description",
      says = "The number of verdicts. Every write of the score is one.",
      needs = TOKEN)
  void everyWriteIsAnAttempt() {
    ScoreBody score = service.newScore();
    String draft = ServiceUnderTest.draft(score.exercise(), false);
    String path = "/scores/" + score.id();
    service.write("PUT", path, draft).has(200);
    service.write("PATCH", path, draft).has(200);
    service.write("PATCH", "/scores", draft).has(200);
    service.write("PATCH", "/scores/batch", "{\"scores\":[" + draft + "," + draft + "]}").has(200);
    CheckedResponse response = service.get(path);
    response.expect(response.score(200).attempts() == 5, "5 attempts");
  }

  @ContractRule(
      of = "/components/schemas/Score/properties/solved_at/description",
      says = "The time of the first verdict `true`, whatever followed it; null if there was none.",
      needs = TOKEN)
  void firstSolveIsKept() {
    ScoreBody added = service.newScore();
    CheckedResponse unsolved = service.get("/scores/" + added.id());
    unsolved.expect(unsolved.score(200).solve().isEmpty(), "a solved_at of null");
    ScoreBody solved = service.solve(added);
    service.waitForClock();
    reject(added);
    service.solve(added);
    CheckedResponse response = service.get("/scores/" + added.id());
    ScoreBody.Solve solve = new ScoreBody.Solve(solved.updatedAt(), 2);
    response.expect(
        response.score(200).solve().filter(solve::equals).isPresent(),
        "solved_at %s, with 2 attempts_to_solve".formatted(solved.updatedAt()));
  }

  @ContractRule(
      of = "/components/schemas/AttemptPage/properties/next/description",
      says = "The `after` of the next page. Absent from the last page.",
      needs = TOKEN)
  void pagesTogetherAreAllAttempts() {
    ScoreBody score = service.newScore();
    service.solve(score);
    reject(score);
    service.each(
        List.of(
            "/scores/" + score.id() + "/attempts",
            "/scores/user/exercise/" + score.exercise() + "/attempts"),
        path -> {
          CheckedResponse all = service.read(path);
          List<AttemptBody> found = new ArrayList<>();
          CheckedResponse page = service.read(path + "?limit=2");
          found.addAll(page.attempts());
          page.expect(found.size() == 2 && !page.next().isEmpty(), "two attempts and a next");
          page = service.read(path + "?limit=2&after=" + page.next());
          found.addAll(page.attempts());
          page.expect(page.next().isEmpty(), "no next");
          page.expect(found.equals(all.attempts()), all.summary(), found.toString());
        });
  }

  @ContractRule(
      of = "listAttempts",
      says = "A malformed id, or one of a removed score, returns 404.",
      needs = TOKEN)
  void malformedOrRemovedIdHasNoAttempts() {
    service.each(
        List.of("blah", "0", "01", "-1", "9".repeat(30)),
        id -> {
          service.get("/scores/" + id + "/attempts").isError(NO_SCORE);
          service.read("/scores/user/exercise/" + id + "/attempts").isError(NO_SCORE);
        });
    ScoreBody score = service.newScore();
    service.remove("/scores/" + score.id()).has(200);
    service.get("/scores/" + score.id() + "/attempts").isError(NO_SCORE);
    service.read("/scores/user/exercise/" + score.exercise() + "/attempts").isError(NO_SCORE);
  }

  @ContractRule(
      of = "getOwnActivity",
      says =
          "with the number of attempts and of scores solved for the first time, and the streaks of"
              + " such days",
      needs = TOKEN)
  void activityCountsOwnAttempts() {
    service.each(
        List.of("", "?zone=UTC", "?zone=Asia/Tokyo"),
        query -> {
          JsonNode before = service.read("/scores/user/activity" + query).data(200);
          ScoreBody score = service.newScore();
          service.solve(score);
          service.solve(score);
          service.remove("/scores/" + score.id()).has(200);
          CheckedResponse response = service.read("/scores/user/activity" + query);
          JsonNode after = response.data(200);
          response.expect(
              sum(after, "attempts") == sum(before, "attempts") + 3
                  && sum(after, "solved") == sum(before, "solved") + 1,
              "3 more attempts and one more solved than in " + before);
          response.expect(
              after.path("current_streak").asLong() >= 1
                  && after.path("longest_streak").asLong() >= after.path("current_streak").asLong(),
              "a current streak of a day or more, and a longest one that is not shorter");
          response.expect(
              ("?zone=" + after.path("zone").asText())
                  .equals(query.isEmpty() ? "?zone=UTC" : query),
              "the zone of the request");
        });
  }

  @ContractRule(
      of = "/components/schemas/Activity/properties/days/description",
      says = "The days with at least one attempt, in ascending order.",
      needs = TOKEN)
  void daysAreInAscendingOrder() {
    service.newScore();
    CheckedResponse response = service.read("/scores/user/activity");
    String previous = "";
    for (JsonNode day : response.data(200).path("days")) {
      String date = day.path("date").asText();
      response.expect(
          date.matches("\\d{4}-\\d\\d-\\d\\d") && date.compareTo(previous) > 0,
          "a date such as 2026-01-31 after " + previous);
      response.expect(
          day.path("attempts").asLong() >= 1
              && day.path("solved").asLong(-1) >= 0
              && day.path("solved").asLong() <= day.path("attempts").asLong(),
          "attempts, and solved (at most as many)");
      previous = date;
    }
  }

  private ScoreBody reject(ScoreBody score) {
    String draft = ServiceUnderTest.draft(score.exercise(), false);
    return service.write("PUT", "/scores/" + score.id(), draft).score(200);
  }

  private static long sum(JsonNode activity, String member) {
    long sum = 0;
    for (JsonNode day : activity.path("days")) {
      sum += day.path(member).asLong();
    }
    return sum;
  }
}
