package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.NO_SCORE;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics, rank and leaderboard. */
@Rules
final class ReportRules {

  private final ServiceUnderTest service;

  ReportRules(ServiceUnderTest service) {
    this.service = service;
  }

  @Test
  void statisticsOfNoScoresAreZeroAndNull() {
    int exercise = service.newExercise();
    service
        .get("/scores/exercise/" + exercise + "/stats")
        .is(
            200,
            """
            {"status":"success","data":{"exercise_id":%d,"attempted":0,"correct":0,\
            "correct_ratio":null,"last_updated_at":null}}"""
                .formatted(exercise));
  }

  @Test
  void overallStatisticsAreConsistent() {
    CheckedResponse response = service.get("/scores/stats").isSuccess(200, "data");
    JsonNode data = response.tree().path("data");
    long attempted = data.path("attempted").asLong(-1);
    long correct = data.path("correct").asLong(-1);
    response.expect(
        data.size() == 4 && correct >= 0 && attempted >= correct,
        "attempted, correct (at most attempted), correct_ratio and last_updated_at");
    JsonNode ratio = data.path("correct_ratio");
    response.expect(
        attempted == 0
            ? ratio.isNull()
            : Math.abs(ratio.asDouble(-1) - (double) correct / attempted) < 1e-6,
        "correct_ratio = " + correct + " / " + attempted);
  }

  @Test
  @NeedsToken
  void statisticsCountOwnWrites() {
    ScoreBody score = service.newScore();
    JsonNode before = statistics("/scores/user/stats");
    CheckedResponse response =
        service.write(
            "PUT", "/scores/" + score.id(), ServiceUnderTest.draft(score.exercise(), true));
    ScoreBody solved = response.score(200, "Score was updated!");
    JsonNode after = statistics("/scores/user/stats");
    CheckedResponse own = service.read("/scores/user/stats");
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
            "correct_ratio":1.0,"last_updated_at":%s}}"""
                .formatted(solved.exercise(), after.path("last_updated_at")));
  }

  @Test
  @NeedsToken
  void rankCountsOwnCorrectScores() {
    ScoreBody score = service.newScore();
    service
        .write("PUT", "/scores/" + score.id(), ServiceUnderTest.draft(score.exercise(), true))
        .has(200);
    CheckedResponse response = service.read("/scores/user/rank").isSuccess(200, "data");
    JsonNode rank = response.tree().path("data");
    JsonNode own = statistics("/scores/user/stats");
    response.expect(
        rank.size() == 3
            && rank.path("rank").asLong() >= 1
            && rank.path("user_id").asLong() == score.user()
            && rank.path("correct").equals(own.path("correct")),
        "a rank with user_id %d and correct %s".formatted(score.user(), own.path("correct")));
  }

  @Test
  void leaderboardIsOrderedByCorrectThenUser() {
    CheckedResponse response = service.get("/scores/leaderboard?limit=100").isSuccess(200, "data");
    JsonNode board = response.tree().at("/data/leaderboard");
    response.expect(board.isArray() && board.size() <= 100, "data.leaderboard of at most 100");
    long position = 0;
    long rank = 0;
    JsonNode previous = null;
    for (JsonNode entry : board) {
      position++;
      boolean equal = previous != null && previous.path("correct").equals(entry.path("correct"));
      rank = equal ? rank : position;
      response.expect(entry.size() == 3, "rank, user_id and correct in each entry");
      response.expect(
          entry.path("rank").asLong() == rank, "rank %d at position %d".formatted(rank, position));
      response.expect(
          previous == null
              || previous.path("correct").asLong() > entry.path("correct").asLong()
              || (equal && previous.path("user_id").asLong() < entry.path("user_id").asLong()),
          "an order by correct, then by user_id, at position " + position);
      previous = entry;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"blah", "0", "-1", "01", "2147483648"})
  void statisticsOfMalformedExerciseReturn404(String exercise) {
    service.get("/scores/exercise/" + exercise + "/stats").isError(NO_SCORE);
  }

  private JsonNode statistics(String path) {
    return service.read(path).isSuccess(200, "data").tree().path("data");
  }
}
