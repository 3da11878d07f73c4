package dev.scores.conformance;

import static dev.scores.conformance.ExpectedError.NO_SCORE;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics, rankings and the feed of changes, held against the caller's own writes. */
@Rules
final class ReportRules {

  private final ServiceUnderTest service;

  ReportRules(ServiceUnderTest service) {
    this.service = service;
  }

  @Test
  void figuresOfNothingAreNullAndThere() {
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
  void figuresOfAllAreConsistent() {
    CheckedResponse answer = service.get("/scores/stats").succeeds(200, "data");
    JsonNode data = answer.tree().path("data");
    long attempted = data.path("attempted").asLong(-1);
    long correct = data.path("correct").asLong(-1);
    answer.expect(
        data.size() == 4 && correct >= 0 && attempted >= correct,
        "correct, attempted, correct_ratio and last_updated_at, and no more correct than attempted");
    JsonNode ratio = data.path("correct_ratio");
    answer.expect(
        attempted == 0
            ? ratio.isNull()
            : Math.abs(ratio.asDouble(-1) - (double) correct / attempted) < 1e-6,
        "a correct_ratio of " + correct + " in " + attempted);
  }

  @Test
  @NeedsToken
  void figuresCountWhatTheCallerWrites() {
    ScoreBody score = service.newScore();
    JsonNode before = figures("/scores/user/stats");
    CheckedResponse answer =
        service.write(
            "PUT", "/scores/" + score.id(), ServiceUnderTest.draft(score.exercise(), true));
    ScoreBody solved = answer.score(200, "Score was updated!");
    JsonNode after = figures("/scores/user/stats");
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
  void theRankOfTheCallerIsThatOfItsCorrectScores() {
    ScoreBody score = service.newScore();
    service
        .write("PUT", "/scores/" + score.id(), ServiceUnderTest.draft(score.exercise(), true))
        .has(200);
    CheckedResponse answer = service.read("/scores/user/rank").succeeds(200, "data");
    JsonNode rank = answer.tree().path("data");
    JsonNode own = figures("/scores/user/stats");
    answer.expect(
        rank.size() == 3
            && rank.path("rank").asLong() >= 1
            && rank.path("user_id").asLong() == score.user()
            && rank.path("correct").equals(own.path("correct")),
        "a rank with user_id %d and correct %s".formatted(score.user(), own.path("correct")));
  }

  @Test
  void theLeaderboardIsByCorrectScoresThenByUser() {
    CheckedResponse answer = service.get("/scores/leaderboard?limit=100").succeeds(200, "data");
    JsonNode board = answer.tree().at("/data/leaderboard");
    answer.expect(board.isArray() && board.size() <= 100, "data.leaderboard of at most 100");
    long place = 0;
    long rank = 0;
    JsonNode previous = null;
    for (JsonNode entry : board) {
      place++;
      boolean equal = previous != null && previous.path("correct").equals(entry.path("correct"));
      rank = equal ? rank : place;
      answer.expect(entry.size() == 3, "rank, user_id and correct in each entry");
      answer.expect(
          entry.path("rank").asLong() == rank, "rank %d at place %d".formatted(rank, place));
      answer.expect(
          previous == null
              || previous.path("correct").asLong() > entry.path("correct").asLong()
              || (equal && previous.path("user_id").asLong() < entry.path("user_id").asLong()),
          "an order by correct, then by user_id, at place " + place);
      previous = entry;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"blah", "0", "-1", "01", "2147483648"})
  void whatIsNoExerciseHasNoFigures(String exercise) {
    service.get("/scores/exercise/" + exercise + "/stats").refused(NO_SCORE);
  }

  private JsonNode figures(String path) {
    return service.read(path).succeeds(200, "data").tree().path("data");
  }
}
