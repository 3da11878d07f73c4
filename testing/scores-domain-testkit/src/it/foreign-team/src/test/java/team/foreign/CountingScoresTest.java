package team.foreign;

import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Scores;
import dev.scores.domain.testkit.ScoresContract;
import dev.scores.domain.testkit.ScoresModelContract;
import dev.scores.domain.testkit.ScoresRacesContract;
import org.junit.jupiter.api.Nested;

class CountingScoresTest {

  private static Scores countingStore() {
    return new CountingScores(new InMemoryScores());
  }

  @Nested
  class Rules extends ScoresContract {
    @Override
    protected Scores emptyStore() {
      return countingStore();
    }
  }

  @Nested
  class Races extends ScoresRacesContract {
    @Override
    protected Scores emptyStore() {
      return countingStore();
    }
  }

  @Nested
  class Model extends ScoresModelContract {
    @Override
    protected Scores emptyStore() {
      return countingStore();
    }
  }
}
