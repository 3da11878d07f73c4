package dev.scores.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {

  private static final Optional<Instant> NOW = Optional.of(Instant.EPOCH);
  private static final Optional<Instant> NEVER = Optional.empty();
  private static final UserId ANN = new UserId(1);

  @Test
  void standingOutOfRangeIsRejected() {
    assertEquals(0, new Standing(1, ANN, 0, NEVER).correct());
    assertThrows(IllegalArgumentException.class, () -> new Standing(0, ANN, 1, NOW));
    assertThrows(IllegalArgumentException.class, () -> new Standing(1, ANN, -1, NEVER));
  }

  @Test
  void timeOfAStandingIsRequiredIfThereAreCorrectScores() {
    assertEquals(NOW, new Standing(1, ANN, 1, NOW).lastSolvedAt());
    assertThrows(IllegalArgumentException.class, () -> new Standing(1, ANN, 1, NEVER));
    assertThrows(IllegalArgumentException.class, () -> new Standing(1, ANN, 0, NOW));
  }

  @Test
  void timeOfAStandingIsTruncatedToMicroseconds() {
    Standing standing = new Standing(1, ANN, 1, Optional.of(Instant.ofEpochSecond(1, 1999)));
    assertEquals(Optional.of(Instant.ofEpochSecond(1, 1000)), standing.lastSolvedAt());
  }

  /** Stores of other teams need not know positions. */
  @Test
  void datedReportsAreUndatedUnlessOverridden() {
    Reports reports = new Undated(new InMemoryReports(new InMemoryScores()));
    assertEquals(Dated.undated(Statistics.none()), reports.datedStatistics());
    assertEquals(Dated.undated(Statistics.none()), reports.datedStatistics(new ExerciseId(1)));
    assertEquals(Dated.undated(List.of()), reports.datedLeaderboard(1));
    assertEquals(Dated.undated(Optional.empty()), reports.datedStanding(ANN));
  }

  private record Undated(Reports reports) implements Reports {
    @Override
    public Statistics ofAll() {
      return reports.ofAll();
    }

    @Override
    public Statistics of(UserId user) {
      return reports.of(user);
    }

    @Override
    public Statistics of(ExerciseId exercise) {
      return reports.of(exercise);
    }

    @Override
    public List<Standing> leaderboard(int limit) {
      return reports.leaderboard(limit);
    }

    @Override
    public Optional<Standing> standing(UserId user) {
      return reports.standing(user);
    }
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
