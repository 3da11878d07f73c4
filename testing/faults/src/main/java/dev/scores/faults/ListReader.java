package dev.scores.faults;

import java.sql.SQLException;
import java.time.Duration;

/** A client that reads the whole list of scores again and again: a long response. */
record ListReader(Client client) implements Load.Step {

  /** Inserts that many rows of other users. */
  static void fill(DebianPostgres postgres, int rows) throws SQLException {
    try (var connection = postgres.connect(ScoresDeployment.DATABASE);
        var statement = connection.createStatement()) {
      statement.execute(
          """
          insert into scores (user_id, exercise_id, correct, created_at, updated_at)
          select %d + i, 1, true, now(), now() from generate_series(1, %d) i
          """
              .formatted(StoredScore.OTHERS, rows));
    }
  }

  @Override
  public void once() throws InterruptedException {
    if (!client.get("/scores").isSuccess()) {
      Thread.sleep(Duration.ofMillis(20));
    }
  }
}
