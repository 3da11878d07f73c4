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
            "correct_ratio":null,"last_updated_at":null,"solved":0,"attempts":0,\
            "median_attempts_to_solve":null}}\
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
      of = "getStatistics",
      says =
          "Returns the number of scores, how many of them are correct and how many were ever solved,"
              + " the number of verdicts",
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
            && after.path("solved").asLong() == before.path("solved").asLong() + 1
            && after.path("attempts").asLong() == before.path("attempts").asLong() + 1
            && after.path("user_id").asLong() == solved.user(),
        "one more correct, solved and attempt than in " + before);
    service
        .get("/scores/exercise/" + solved.exercise() + "/stats")
        .is(
            200,
            """
            {"status":"success","data":{"exercise_id":%d,"attempted":1,"correct":1,\
            "correct_ratio":1.0,"last_updated_at":%s,"solved":1,"attempts":2,\
            "median_attempts_to_solve":2}}\
            """
                .formatted(solved.exercise(), after.path("last_updated_at")));
  }

  @ContractRule(
      of = "/components/schemas/Statistics/properties/median_attempts_to_solve/description",
      says = "the mean of the middle two if their number is even",
      needs = OTHER_TOKEN)
  void medianOfTwoIsTheirMean() {
    ServiceUnderTest other = service.other();
    ScoreBody unsolved = service.newScore();
    if (unsolved.user() == other.newScore().user()) {
      throw new NotJudged("--token and --other-token are tokens of one user");
    }
    service.solve(unsolved);
    String draft = ServiceUnderTest.draft(unsolved.exercise(), true);
    other.write("PATCH", "/scores", draft).has(201);
    service
        .get("/scores/exercise/" + unsolved.exercise() + "/stats")
        .is(
            200,
            """
            {"status":"success","data":{"attempted":2,"solved":2,"attempts":3,\
            "median_attempts_to_solve":1.5}}\
            """);
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
      says =
          "Returns users by descending number of correct scores. Of users with the same number, the"
              + " one is ahead whose last of these scores was solved earlier")
  void leaderboardIsOrderedByCorrectThenTime() {
    leaderboard();
  }

  @ContractRule(
      of = "getLeaderboard",
      says =
          "Of users with the same number, the one is ahead whose last of these scores was solved"
              + " earlier",
      needs = OTHER_TOKEN)
  void tiesAreBrokenByTheLastSolve() {
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
        String lastOfOther = rank.path("last_solved_at").asText();
        String last = rank(service).path("last_solved_at").asText();
        response.expect(
            rank.path("correct").asLong() == goal
                && Integer.signum(lastOfOther.compareTo(last))
                    == Long.signum(rank.path("rank").asLong() - after),
            "%d correct scores, and a rank beside %d by last_solved_at, which is %s there"
                .formatted(goal, after, last));
        break;
      }
    }
    leaderboard();
  }

  /** Expects the order and the ranks, also of entries with the same number and time. */
  private void leaderboard() {
    CheckedResponse response = service.get("/scores/leaderboard?limit=100");
    JsonNode board = response.data(200).path("leaderboard");
    response.expect(board.isArray() && board.size() <= 100, "data.leaderboard of at most 100");
    long position = 0;
    long rank = 0;
    JsonNode previous = null;
    for (JsonNode entry : board) {
      position++;
      int order = previous == null ? -1 : compare(previous, entry);
      boolean equal = order == 0;
      rank = equal ? rank : position;
      response.expect(
          entry.path("rank").asLong() == rank,
          "rank %d at position %d".formatted(rank, position),
          "%s in %s".formatted(entry, ranks(board)));
      response.expect(
          order < 0
              || (equal
                  && previous != null
                  && previous.path("user_id").asLong() < entry.path("user_id").asLong()),
          "an order by correct, last_solved_at and user_id, at position " + position);
      previous = entry;
    }
  }

  /** Negative if the first is ahead. Times have one format, so their order is that of the texts. */
  private static int compare(JsonNode one, JsonNode other) {
    long more = other.path("correct").asLong() - one.path("correct").asLong();
    return more == 0
        ? one.path("last_solved_at").asText().compareTo(other.path("last_solved_at").asText())
        : Long.signum(more);
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
