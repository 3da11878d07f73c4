package team.foreign;

import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Scores;
import dev.scores.domain.kit.ScoresContract;
import dev.scores.domain.kit.ScoresModelContract;
import dev.scores.domain.kit.ScoresRacesContract;
import org.junit.jupiter.api.Nested;

class CountingScoresTest {

  private static Scores ourStore() {
    return new CountingScores(new InMemoryScores());
  }

  @Nested
  class Rules extends ScoresContract {
    @Override
    protected Scores emptyStore() {
      return ourStore();
    }
  }

  @Nested
  class Races extends ScoresRacesContract {
    @Override
    protected Scores emptyStore() {
      return ourStore();
    }
  }

  @Nested
  class Model extends ScoresModelContract {
    @Override
    protected Scores emptyStore() {
      return ourStore();
    }
  }
}
