package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {

  private static final Optional<Instant> NOW = Optional.of(Instant.EPOCH);
  private static final UserId ANN = new UserId(1);

  @Test
  void ratioIsCorrectDividedByAttempted() {
    assertEquals(OptionalDouble.of(0.75), new Statistics(4, 3, NOW).correctRatio());
    assertEquals(OptionalDouble.of(0), new Statistics(4, 0, NOW).correctRatio());
    assertEquals(OptionalDouble.empty(), Statistics.none().correctRatio());
  }

  @Test
  void correctOutOfRangeIsRejected() {
    assertEquals(4, new Statistics(4, 4, NOW).correct());
    assertThrows(IllegalArgumentException.class, () -> new Statistics(4, 5, NOW));
    assertThrows(IllegalArgumentException.class, () -> new Statistics(4, -1, NOW));
  }

  @Test
  void timeIsRequiredIfThereAreScores() {
    assertThrows(IllegalArgumentException.class, () -> new Statistics(0, 0, NOW));
    assertThrows(IllegalArgumentException.class, () -> new Statistics(1, 0, Optional.empty()));
  }

  @Test
  void timesAreTruncatedToMicroseconds() {
    Statistics one = new Statistics(1, 0, Optional.of(Instant.ofEpochSecond(1, 1999)));
    assertEquals(Optional.of(Instant.ofEpochSecond(1, 1000)), one.lastUpdatedAt());
  }

  @Test
  void standingOutOfRangeIsRejected() {
    assertEquals(0, new Standing(1, ANN, 0).correct());
    assertThrows(IllegalArgumentException.class, () -> new Standing(0, ANN, 1));
    assertThrows(IllegalArgumentException.class, () -> new Standing(1, ANN, -1));
  }

  @Test
  void equalUsersShareARank() {
    Scores scores = new InMemoryScores();
    for (int user = 1; user <= 3; user++) {
      scores.upsert(new UserId(user), new ScoreDraft(new ExerciseId(7), user != 1), Instant.EPOCH);
    }
    Reports reports = new InMemoryReports(scores);
    assertEquals(new Statistics(3, 2, NOW), reports.of(new ExerciseId(7)));
    assertEquals(Optional.of(new Standing(1, new UserId(3), 1)), reports.standing(new UserId(3)));
    assertEquals(Optional.of(new Standing(3, ANN, 0)), reports.standing(ANN));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 101})
  void limitOutOfRangeIsRejected(int limit) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Reports.checkLimit(limit)).getMessage();
    assertEquals("limit must be from 1 to 100, not " + limit, message);
    Reports.checkLimit(1);
    Reports.checkLimit(100);
  }
}
