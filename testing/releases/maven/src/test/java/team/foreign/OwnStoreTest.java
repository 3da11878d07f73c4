package team.foreign;

import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Scores;
import dev.scores.domain.testkit.ScoresContract;

class OwnStoreTest extends ScoresContract {
  @Override
  protected Scores emptyStore() {
    return new InMemoryScores();
  }
}
