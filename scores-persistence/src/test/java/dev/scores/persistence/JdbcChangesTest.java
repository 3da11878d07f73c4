package dev.scores.persistence;

import dev.scores.domain.Changes;
import dev.scores.domain.Scores;
import dev.scores.domain.testkit.ChangesContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcChangesTest extends ChangesContract {

  private static ScoresTestDatabase database;

  @BeforeAll
  static void open() {
    database = ScoresTestDatabase.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Override
  protected Scores emptyStore() {
    return database.emptyScores();
  }

  @Override
  protected Changes changes() {
    return database.changes();
  }

  @Override
  protected boolean dropEvents() {
    database.dropEvents();
    return true;
  }
}
