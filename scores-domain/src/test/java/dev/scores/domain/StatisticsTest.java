package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {

  private static final Optional<Instant> NOW = Optional.of(Instant.EPOCH);
  private static final OptionalDouble ONE = OptionalDouble.of(1);
  private static final OptionalDouble NO_MEDIAN = OptionalDouble.empty();

  @Test
  void ratioIsCorrectDividedByAttempted() {
    assertEquals(OptionalDouble.of(0.75), new Statistics(4, 3, NOW, 3, 4, ONE).correctRatio());
    assertEquals(OptionalDouble.of(0), new Statistics(4, 0, NOW, 3, 4, ONE).correctRatio());
    assertEquals(OptionalDouble.empty(), Statistics.none().correctRatio());
  }

  @Test
  void medianOfAnOddNumberOfSolvesIsTheMiddleOne() {
    assertEquals(OptionalDouble.of(3), median(3));
    assertEquals(OptionalDouble.of(2), median(9, 1, 2));
    assertEquals(OptionalDouble.of(4), median(10, 4, 5, 1, 2));
  }

  @Test
  void medianOfAnEvenNumberOfSolvesIsTheMeanOfTheMiddleTwo() {
    assertEquals(OptionalDouble.of(1.5), median(1, 2));
    assertEquals(OptionalDouble.of(3.5), median(10, 1, 5, 2));
    assertEquals(OptionalDouble.of(2), median(2, 9, 1, 2));
  }

  @Test
  void solvedCountsScoresThatAreNoLongerCorrect() {
    Score lost = solvedAfter(1, 3).updated(false, ScorePolicy.LATEST, Instant.EPOCH);
    Score failed =
        Score.first(
            new ScoreId(2),
            new UserId(2),
            new ScoreDraft(new ExerciseId(1), false),
            Instant.EPOCH.plusSeconds(9));
    assertEquals(
        new Statistics(2, 0, Optional.of(Instant.EPOCH.plusSeconds(9)), 1, 5, OptionalDouble.of(3)),
        Statistics.of(List.of(lost, failed)));
  }

  @Test
  void statisticsOfNoScoresAreNone() {
    assertEquals(Statistics.none(), Statistics.of(List.of()));
  }

  @ParameterizedTest
  @ValueSource(longs = {5, -1})
  void solvedOutOfRangeIsRejected(long solved) {
    assertEquals(4, new Statistics(4, 4, NOW, 4, 4, ONE).solved());
    assertRejected(
        "solved must be from 0 to 4, not " + solved,
        () -> new Statistics(4, 0, NOW, solved, 9, ONE));
  }

  @ParameterizedTest
  @ValueSource(longs = {4, -1})
  void correctOutOfRangeIsRejected(long correct) {
    assertEquals(3, new Statistics(4, 3, NOW, 3, 4, ONE).correct());
    assertRejected(
        "correct must be from 0 to 3, not " + correct,
        () -> new Statistics(4, correct, NOW, 3, 9, ONE));
  }

  @Test
  void timeIsRequiredIfThereAreScores() {
    assertRejected(
        "0 scores cannot have lastUpdatedAt Optional[1970-01-01T00:00:00Z]",
        () -> new Statistics(0, 0, NOW, 0, 0, NO_MEDIAN));
    assertRejected(
        "1 scores cannot have lastUpdatedAt Optional.empty",
        () -> new Statistics(1, 0, Optional.empty(), 0, 1, NO_MEDIAN));
  }

  @Test
  void everyScoreHasAnAttempt() {
    assertEquals(4, new Statistics(4, 0, NOW, 0, 4, NO_MEDIAN).attempts());
    assertRejected(
        "attempts must be at least 4, not 3", () -> new Statistics(4, 0, NOW, 0, 3, NO_MEDIAN));
  }

  @Test
  void medianIsRequiredIfThereAreSolves() {
    assertRejected(
        "1 solved scores cannot have medianAttemptsToSolve OptionalDouble.empty",
        () -> new Statistics(1, 1, NOW, 1, 1, NO_MEDIAN));
    assertRejected(
        "0 solved scores cannot have medianAttemptsToSolve OptionalDouble[1.0]",
        () -> new Statistics(1, 0, NOW, 0, 1, ONE));
    assertRejected(
        "1 solved scores cannot have medianAttemptsToSolve OptionalDouble[0.5]",
        () -> new Statistics(1, 1, NOW, 1, 1, OptionalDouble.of(0.5)));
  }

  @Test
  void timeIsTruncatedToMicroseconds() {
    Statistics one =
        new Statistics(1, 0, Optional.of(Instant.ofEpochSecond(1, 1999)), 0, 1, NO_MEDIAN);
    assertEquals(Optional.of(Instant.ofEpochSecond(1, 1000)), one.lastUpdatedAt());
  }

  /** The median of scores that were solved after these numbers of attempts. */
  private static OptionalDouble median(int... attempts) {
    List<Score> scores = new ArrayList<>();
    for (int toSolve : attempts) {
      scores.add(solvedAfter(scores.size() + 1, toSolve));
    }
    return Statistics.of(scores).medianAttemptsToSolve();
  }

  private static Score solvedAfter(int id, int attempts) {
    ScoreDraft draft = new ScoreDraft(new ExerciseId(id), attempts == 1);
    Score score = Score.first(new ScoreId(id), new UserId(1), draft, Instant.EPOCH);
    for (int n = 2; n <= attempts; n++) {
      score = score.updated(n == attempts, ScorePolicy.LATEST, Instant.EPOCH);
    }
    return score;
  }

  private static void assertRejected(String why, Runnable call) {
    assertEquals(why, assertThrows(IllegalArgumentException.class, call::run).getMessage());
  }
}
