package dev.scores.persistence;

import dev.scores.domain.Scores;
import dev.scores.domain.testkit.ScoresContract;
import dev.scores.domain.testkit.ScoresModelContract;
import dev.scores.domain.testkit.ScoresRacesContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The port's contract on a real PostgreSQL. */
class JdbcScoresTest {

  private static ScoresTestDatabase database;

  @BeforeAll
  static void open() {
    database = ScoresTestDatabase.fresh();
  }

  @AfterAll
  static void close() {
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
}
