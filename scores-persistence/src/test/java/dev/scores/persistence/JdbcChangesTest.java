package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Changes;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Scores;
import dev.scores.domain.UserId;
import dev.scores.domain.testkit.ChangesContract;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** A transaction gets its id before it waits for a row, so ids alone have another order. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void writersOfAScoreAreInTheOrderOfTheirLocks(boolean isThisRelease) throws SQLException {
    Scores scores = database.emptyScores();
    UserId user = new UserId(1);
    ScoreDraft draft = new ScoreDraft(new ExerciseId(1), true);
    try (Connection early = database.connect();
        Statement statement = early.createStatement()) {
      early.setAutoCommit(false);
      statement.execute("select pg_current_xact_id()");
      scores.add(user, draft, Instant.EPOCH);
      scores.upsert(user, draft, Instant.EPOCH);
      if (isThisRelease) {
        upsert(early, user, draft);
      } else {
        statement.execute("update scores set correct = false");
      }
      early.commit();
    }
    List<ScoreEvent> events = List.of();
    while (events.size() < 3) { // Another transaction of the server may delay them.
      events = ((Changed) database.changes().since(ChangeCursor.start(), 10)).events();
    }
    assertEquals(
        List.of(1L, 2L, 3L), events.stream().map(event -> event.score().attempts()).toList());
  }

  private static void upsert(Connection connection, UserId user, ScoreDraft draft)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(BulkScoreStatements.upsert(ScorePolicy.LATEST))) {
      statement.setObject(1, new int[] {user.value()});
      statement.setObject(2, new int[] {draft.exercise().value()});
      statement.setObject(3, new boolean[] {draft.correct()});
      statement.setObject(4, new long[] {0});
      statement.execute();
    }
  }
}
