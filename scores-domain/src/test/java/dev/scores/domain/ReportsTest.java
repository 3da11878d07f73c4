package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.kit.ReportsContract;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {

  private static final Optional<Instant> NOW = Optional.of(Instant.EPOCH);
  private static final UserId ANN = new UserId(1);

  @Nested
  class InMemory extends ReportsContract {
    private Scores scores = new InMemoryScores();

    @Override
    protected Scores emptyStore() {
      scores = new InMemoryScores();
      return scores;
    }

    @Override
    protected Reports reports() {
      return new InMemoryReports(scores);
    }
  }

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
