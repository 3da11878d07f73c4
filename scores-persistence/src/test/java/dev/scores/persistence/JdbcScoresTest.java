package dev.scores.persistence;

import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Scores;
import dev.scores.domain.testkit.ScoresContract;
import dev.scores.domain.testkit.ScoresModelContract;
import dev.scores.domain.testkit.ScoresRacesContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The port's contract on a real PostgreSQL, with each policy. */
class JdbcScoresTest {

  private static ScoresTestDatabase database;
  private static ScoresTestDatabase sticky;

  @BeforeAll
  static void open() {
    database = ScoresTestDatabase.fresh();
    sticky = database.with(ScorePolicy.STICKY);
  }

  @AfterAll
  static void close() {
    sticky.close();
    database.close();
  }

  @Nested
  class Rules extends ScoresContract {
    @Override
    protected Scores emptyStore() {
      return database.emptyScores();
    }
  }

  @Nested
  class Races extends ScoresRacesContract {
    @Override
    protected Scores emptyStore() {
      return database.emptyScores();
    }
  }

  @Nested
  class Model extends ScoresModelContract {
    @Override
    protected Scores emptyStore() {
      return database.emptyScores();
    }
  }

  @Nested
  class StickyRules extends ScoresContract {
    @Override
    protected Scores emptyStore() {
      return sticky.emptyScores();
    }

    @Override
    protected ScorePolicy policy() {
      return ScorePolicy.STICKY;
    }
  }

  @Nested
  class StickyModel extends ScoresModelContract {
    @Override
    protected Scores emptyStore() {
      return sticky.emptyScores();
    }

    @Override
    protected ScorePolicy policy() {
      return ScorePolicy.STICKY;
    }
  }
}
