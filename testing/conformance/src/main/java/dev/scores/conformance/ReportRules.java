package dev.scores.conformance;

import static dev.scores.conformance.Needs.OTHER_TOKEN;
import static dev.scores.conformance.Needs.TOKEN;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scores.conformance.RuleStop.NotJudged;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Statistics, rank and leaderboard. */
final class ReportRules {

  private static final int BATCH = 1000;
  private static final int MAX_ADDED = 20 * BATCH;

  /** Other users can change ranks between two requests. */
  private static final int ATTEMPTS = 5;

  private final ServiceUnderTest service;

  ReportRules(ServiceUnderTest service) {
    this.service = service;
  }

  @ContractRule(of = "getExerciseStatistics", says = "An exercise without scores has zeros.")
  void statisticsOfNoScoresAreZeroAndNull() {
    int exercise = service.newExercise();
    service
        .get("/scores/exercise/" + exercise + "/stats")
        .is(
            200,
            """
            {"status":"success","data":{"exercise_id":%d,"attempted":0,"correct":0,\
            "correct_ratio":null,"last_updated_at":null}}\
            """
                .formatted(exercise));
  }

  @ContractRule(
      of = "/components/schemas/Statistics/properties/correct_ratio/description",
      says = "`correct` divided by `attempted`; null if there is no score.")
  void overallStatisticsAreConsistent() {
    CheckedResponse response = service.get("/scores/stats");
    JsonNode data = response.data(200);
    long attempted = data.path("attempted").asLong(-1);
    long correct = data.path("correct").asLong(-1);
    response.expect(
        correct >= 0 && attempted >= correct && data.has("last_updated_at"),
        "attempted, correct (at most attempted) and last_updated_at");
    JsonNode ratio = data.path("correct_ratio");
    response.expect(
        attempted == 0
            ? ratio.isNull()
            : Math.abs(ratio.asDouble(-1) - (double) correct / attempted) < 1e-6,
        "correct_ratio = " + correct + " / " + attempted);
  }

  @ContractRule(
      of = "getOwnStatistics",
      says = "Returns the number of the caller's scores and how many of them are correct.",
      needs = TOKEN)
  void statisticsCountOwnWrites() {
    ScoreBody score = service.newScore();
    JsonNode before = statistics();
    ScoreBody solved = service.solve(score);
    CheckedResponse own = service.read("/scores/user/stats");
    JsonNode after = own.data(200);
    own.expect(
        after.path("attempted").asLong() == before.path("attempted").asLong()
            && after.path("correct").asLong() == before.path("correct").asLong() + 1
            && after.path("user_id").asLong() == solved.user(),
        "one more correct than in " + before);
    service
        .get("/scores/exercise/" + solved.exercise() + "/stats")
        .is(
            200,
            """
            {"status":"success","data":{"exercise_id":%d,"attempted":1,"correct":1,\
            "correct_ratio":1.0,"last_updated_at":%s}}\
            """
                .formatted(solved.exercise(), after.path("last_updated_at")));
  }

  @ContractRule(
      of = "/components/schemas/Rank/properties/correct/description",
      says = "The number of the caller's correct scores.",
      needs = TOKEN)
  void rankCountsOwnCorrectScores() {
    ScoreBody score = service.solve(service.newScore());
    CheckedResponse response = service.read("/scores/user/rank");
    JsonNode rank = response.data(200);
    JsonNode own = statistics();
    response.expect(
        rank.path("rank").asLong() >= 1
            && rank.path("user_id").asLong() == score.user()
            && rank.path("correct").equals(own.path("correct")),
        "a rank with user_id %d and correct %s".formatted(score.user(), own.path("correct")));
  }

  @ContractRule(
      of = "getLeaderboard",
      says = "Returns users by descending number of correct scores, then by user id.")
  void leaderboardIsOrderedByCorrectThenUser() {
    leaderboard();
  }

  @ContractRule(
      of = "getLeaderboard",
      says =
          "Users with the same number share a rank, and the following ranks are skipped: 1, 2, 2,"
              + " 4.",
      needs = OTHER_TOKEN)
  void equalCountsShareARank() {
    ServiceUnderTest other = service.other();
    if (service.newScore().user() == other.newScore().user()) {
      throw new NotJudged("--token and --other-token are tokens of one user");
    }
    long own = correct(service);
    long others = correct(other);
    // At least one, because users without a correct score are not on every leaderboard.
    long goal = Math.max(1, Math.max(own, others));
    addCorrect(service, goal - own);
    addCorrect(other, goal - others);
    for (int attempt = 1; ; attempt++) {
      long before = rank(service).path("rank").asLong();
      CheckedResponse response = other.read("/scores/user/rank");
      JsonNode rank = response.data(200);
      long after = rank(service).path("rank").asLong();
      if (before == after || attempt == ATTEMPTS) {
        response.expect(
            rank.path("correct").asLong() == goal && rank.path("rank").asLong() == after,
            "rank %d, as of the other user with %d correct scores".formatted(after, goal));
        break;
      }
    }
    leaderboard();
  }

  /** Expects the order and the ranks, also of entries with the same number. */
  private void leaderboard() {
    CheckedResponse response = service.get("/scores/leaderboard?limit=100");
    JsonNode board = response.data(200).path("leaderboard");
    response.expect(board.isArray() && board.size() <= 100, "data.leaderboard of at most 100");
    long position = 0;
    long rank = 0;
    JsonNode previous = null;
    for (JsonNode entry : board) {
      position++;
      boolean equal = previous != null && previous.path("correct").equals(entry.path("correct"));
      rank = equal ? rank : position;
      response.expect(
          entry.path("rank").asLong() == rank,
          "rank %d at position %d".formatted(rank, position),
          "%s in %s".formatted(entry, ranks(board)));
      response.expect(
          previous == null
              || previous.path("correct").asLong() > entry.path("correct").asLong()
              || (equal && previous.path("user_id").asLong() < entry.path("user_id").asLong()),
          "an order by correct, then by user_id, at position " + position);
      previous = entry;
    }
  }

  private static String ranks(JsonNode board) {
    return StreamSupport.stream(board.spliterator(), false)
        .map(entry -> entry.path("rank").asText() + " (" + entry.path("correct") + ")")
        .collect(Collectors.joining(", "));
  }

  private JsonNode statistics() {
    return service.read("/scores/user/stats").data(200);
  }

  private static long correct(ServiceUnderTest user) {
    return user.read("/scores/user/stats").data(200).path("correct").asLong();
  }

  private static JsonNode rank(ServiceUnderTest user) {
    return user.read("/scores/user/rank").data(200);
  }

  private static void addCorrect(ServiceUnderTest user, long count) {
    if (count > MAX_ADDED) {
      throw new NotJudged("one user has %d more correct scores than the other".formatted(count));
    }
    for (long left = count; left > 0; left -= BATCH) {
      String items =
          Stream.generate(() -> ServiceUnderTest.draft(user.newExercise(), true))
              .limit(Math.min(left, BATCH))
              .collect(Collectors.joining(","));
      user.write("PATCH", "/scores/batch", "{\"scores\":[" + items + "]}").has(200);
    }
  }
}
