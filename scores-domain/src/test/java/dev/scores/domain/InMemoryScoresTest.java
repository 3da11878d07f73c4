package dev.scores.domain;

import dev.scores.domain.kit.ScoresContract;
import dev.scores.domain.kit.ScoresModelContract;
import dev.scores.domain.kit.ScoresRacesContract;
import org.junit.jupiter.api.Nested;

class InMemoryScoresTest {

  @Nested
  class Rules extends ScoresContract {
    @Override
    protected Scores emptyStore() {
      return new InMemoryScores();
    }
  }

  @Nested
  class Races extends ScoresRacesContract {
    @Override
    protected Scores emptyStore() {
      return new InMemoryScores();
    }
  }

  @Nested
  class Model extends ScoresModelContract {
    @Override
    protected Scores emptyStore() {
      return new InMemoryScores();
    }
  }
}
