package dev.scores.persistence;

import dev.scores.domain.Attempts;
import dev.scores.domain.Scores;
import dev.scores.domain.testkit.AttemptsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcAttemptsTest extends AttemptsContract {

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
  protected Attempts attempts() {
    return database.attempts();
  }
}
