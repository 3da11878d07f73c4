package dev.scores.domain.testkit;

import dev.scores.domain.Changes;
import dev.scores.domain.InMemoryReports;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Reports;
import dev.scores.domain.Scores;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The in-memory implementations keep the contracts of their ports. */
class InMemoryStoresTest {

  private InMemoryScores scores = new InMemoryScores();

  private Scores newStore() {
    scores = new InMemoryScores();
    return scores;
  }

  @Nested
  class Rules extends ScoresContract {
    @Override
    protected Scores emptyStore() {
      return newStore();
    }
  }

  @Nested
  class Races extends ScoresRacesContract {
    @Override
    protected Scores emptyStore() {
      return newStore();
    }
  }

  @Nested
  class Model extends ScoresModelContract {
    @Override
    protected Scores emptyStore() {
      return newStore();
    }
  }

  @Nested
  class OfReports extends ReportsContract {
    @Override
    protected Scores emptyStore() {
      return newStore();
    }

    @Override
    protected Reports reports() {
      return new InMemoryReports(scores);
    }
  }

  @Nested
  class OfChanges extends ChangesContract {
    @Override
    protected Scores emptyStore() {
      return newStore();
    }

    @Override
    protected Changes changes() {
      return scores;
    }

    @Override
    protected Duration longestDelay() {
      return Duration.ZERO;
    }
  }
}
