package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.Changes;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.PersonalData;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.Scores;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.UserId;
import dev.scores.domain.testkit.PersonalDataContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JdbcPersonalDataTest extends PersonalDataContract {

  private static final UserId EVE = new UserId(99);
  private static final Instant NOW = Instant.parse("2026-11-20T09:15:00Z");

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
  protected PersonalData personalData() {
    return database.context().getBean(JdbcPersonalData.class);
  }

  @Override
  protected Changes changes() {
    return database.changes();
  }

  /** Each step is a short transaction, and one that is killed between two can be repeated. */
  @Test
  @NotOnCitus
  void stepErasesAtMostAThousandRows() throws SQLException {
    database.execute(
        """
        insert into scores (user_id, exercise_id, correct, created_at, updated_at)
        select 99, i, i % 2 = 0, now(), now() from generate_series(1, 2500) i;
        update scores set correct = not correct""");
    assertEquals(5000, count("score_events where user_id = 99 and type <> 'r'"));
    int steps = 0;
    boolean isDone = false;
    while (!isDone) {
      long before = count("scores") + count("score_events where type <> 'r'");
      isDone = step();
      steps++;
      database.execute("select fold_score_events(5000)");
      long after = count("scores") + count("score_events where type <> 'r'");
      assertTrue(before - after <= 1000, "step " + steps + " erased " + (before - after));
    }
    assertEquals(0, count("scores"));
    assertEquals(2500, count("score_events"));
    assertEquals(0, count("score_events where verdict or correct or solved_at is not null"));
    assertTrue(steps >= 9, "steps: " + steps);
  }

  /** Erasures of other users need not wait for the writer. */
  @Test
  @NotOnCitus
  void lockedScoreIsErasedLater() throws SQLException {
    database.execute(
        "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
            + " values (99, 1, true, now(), now()), (99, 2, true, now(), now())");
    try (Connection writer = database.connect();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("update scores set correct = false where exercise_id = 1");
      assertFalse(personalData().tryErase(EVE, NOW));
      assertEquals(1, count("scores"), "the score that is not locked is erased");
      writer.commit();
    }
    personalData().erase(EVE, NOW);
    assertEquals(0, count("scores"));
    assertEquals(2, count("score_events"));
  }

  /** As of a user with more rows than expected. Erasures of other users need not wait. */
  @Test
  void erasureThatTimedOutIsTriedAgain() {
    try (ScoresTestDatabase other =
            ScoresTestDatabase.fresh(
                Map.of(
                    "datasources.default.connection-init-sql", "set statement_timeout = '500ms'"));
        ClassLog log = new ClassLog(JdbcPersonalData.class)) {
      JdbcPersonalData data = other.context().getBean(JdbcPersonalData.class);
      other.scores().upsert(EVE, new ScoreDraft(new ExerciseId(1), true), NOW);
      other.execute(
          """
          alter function erase_user rename to erase;
          create function erase_user(erased integer, removed_at timestamptz) returns boolean
            language sql as $$ select erase(erased, removed_at) from pg_sleep(60) $$""");
      for (int n = 0; n < 2; n++) {
        assertFalse(data.tryErase(EVE, NOW));
      }
      assertEquals(
          List.of(
              "could not erase user 99, which is tried again: ERROR: canceling statement due to"
                  + " statement timeout (SQLSTATE 57014)"),
          log.lines());
      assertThrows(ScoresUnavailable.class, () -> data.erase(EVE, NOW));
      other.execute("drop function erase_user; alter function erase rename to erase_user");
      data.erase(EVE, NOW);
      assertEquals(Optional.empty(), other.scores().find(EVE, new ExerciseId(1)));
    }
  }

  @Test
  void repliesToRequestsAreErased() {
    database.execute(
        """
        insert into idempotency_keys (client, key, fingerprint, reply, kept_since) values
          ('user 99', 'a', 'x', '{}', now()), ('user 99', 'b', 'x', '{}', now()),
          ('user 9', 'a', 'x', '{}', now()), ('client 99', 'a', 'x', '{}', now())""");
    personalData().erase(EVE, NOW);
    assertEquals(0, count("idempotency_keys where client = 'user 99'"));
    assertEquals(2, count("idempotency_keys"));
  }

  /** Of a month that is being dropped, the events that will be kept are in a copy. */
  @Test
  void eventsThatAreBeingCopiedAreErased() throws SQLException {
    database.scores().upsert(EVE, new ScoreDraft(new ExerciseId(1), true), NOW);
    database.scores().upsert(new UserId(98), new ScoreDraft(new ExerciseId(1), true), NOW);
    database.execute(
        """
        drop table if exists score_events_kept;
        create table score_events_2001_01 partition of score_events
          for values from ('2001-01-01 00:00+00') to ('2001-02-01 00:00+00');
        update score_events set logged_at = '2001-01-15 00:00+00';
        select drop_score_events('2001-02-01 00:00+00');
        select drop_score_events('2001-02-01 00:00+00')""");
    assertEquals(2, count("score_events_copy"));
    personalData().erase(EVE, NOW);
    assertEquals(1, count("score_events_copy"));
    database.execute(
        """
        do $$
        begin
          loop
            exit when drop_score_events('2001-02-01 00:00+00') = 'nothing';
          end loop;
        end
        $$""");
    assertEquals(0, count("score_events where user_id = 99 and type <> 'r'"));
    assertEquals(1, count("score_events where user_id = 98"));
  }

  private static boolean step() throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select erase_user(99, now())")) {
      assertTrue(row.next());
      return row.getBoolean(1);
    }
  }

  private static long count(String table) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table)) {
      assertTrue(row.next());
      return row.getLong(1);
    } catch (SQLException fault) {
      throw new AssertionError(table, fault);
    }
  }
}
