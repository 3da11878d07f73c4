package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.scores.devservices.DevPostgres;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Solve;
import dev.scores.domain.UserId;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Migration from the previous release's schema, and the previous release on the new schema. */
@NotOnCitus
class MigrationTest {

  private static final String INSERT =
      "insert into scores (user_id, exercise_id, correct, created_at, updated_at) values ";

  @Test
  void existingRowsAreKeptAndAppearAsChanges() {
    URI address = URI.create(DevPostgres.forTests().freshDatabase());
    try (ScoresTestDatabase before = ScoresTestDatabase.atLevel(address, "1")) {
      before.execute(INSERT + "(1, 1, true, now(), now()), (2, 1, false, now(), now())");
    }
    try (ScoresTestDatabase now = ScoresTestDatabase.at(address, Map.of())) {
      assertEquals(
          "1:1:true 2:1:false",
          text(
              now,
              "select string_agg(id || ':' || version || ':' || correct, ' ' order by id) from scores"));
      assertEquals("1:a:1:t 2:a:1:f", events(now));
      Changed changes = (Changed) now.changes().since(ChangeCursor.start(), 10);
      assertEquals(
          List.of(true, false), changes.events().stream().map(ScoreEvent::verdict).toList());
      assertEquals(
          "t",
          text(
              now,
              "select bool_and(correct = (solved_at is not null)"
                  + " and correct = (solved_attempts is not null)) from scores"));
    }
  }

  @Test
  void rowUpdatedDuringTheMigrationIsLoggedOnce() {
    URI address = URI.create(DevPostgres.forTests().freshDatabase());
    try (ScoresTestDatabase before = ScoresTestDatabase.atLevel(address, "1")) {
      before.execute(INSERT + "(1, 1, true, now(), now()), (2, 1, true, now(), now())");
    }
    try (ScoresTestDatabase between = ScoresTestDatabase.atLevel(address, "7")) {
      between.execute("update scores set correct = false, updated_at = now() where id = 1");
    }
    try (ScoresTestDatabase now = ScoresTestDatabase.at(address, Map.of())) {
      assertEquals("1:u:2:f 2:a:1:t", events(now));
      assertEquals(
          "t",
          text(now, "select bool_and(solved_at = created_at and solved_attempts = 1) from scores"));
    }
  }

  /** Rows count as one verdict, the solve if they are correct. */
  @Test
  void rowsThatAreNotLoggedYetAreReadAndWritten() {
    URI address = URI.create(DevPostgres.forTests().freshDatabase());
    Instant then = Instant.parse("2026-03-01T12:00:00Z");
    try (ScoresTestDatabase before = ScoresTestDatabase.atLevel(address, "1")) {
      before.execute(
          INSERT
              + "(1, 1, true, '2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z'),"
              + "(2, 1, true, '2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z'),"
              + "(3, 1, false, '2026-03-01T12:00:00Z', '2026-03-01T12:00:00Z')");
    }
    try (ScoresTestDatabase between = ScoresTestDatabase.atLevel(address, "7");
        ScoresTestDatabase sticky = between.with(ScorePolicy.STICKY)) {
      // This release writes columns of later migrations.
      between.execute(
          "alter table scores add was_correct boolean; alter table score_events add was_correct boolean");
      ScoreDraft failed = new ScoreDraft(new ExerciseId(1), false);
      Score before = between.scores().find(new UserId(1), failed.exercise()).orElseThrow();
      assertEquals(1, before.attempts());
      assertEquals(Optional.of(new Solve(then, 1)), before.solve());
      Instant later = then.plusSeconds(1);
      assertEquals(
          new Updated(before.updated(false, ScorePolicy.LATEST, later)),
          between.scores().upsert(new UserId(1), failed, later));
      Score kept = sticky.scores().find(new UserId(2), failed.exercise()).orElseThrow();
      assertEquals(
          new Updated(kept.updated(false, ScorePolicy.STICKY, later)),
          sticky.coalesced().upsert(new UserId(2), failed, later));
    }
    try (ScoresTestDatabase now = ScoresTestDatabase.at(address, Map.of())) {
      assertEquals("1:u:2:f 2:u:2:f 3:a:1:f", events(now));
    }
  }

  @Test
  void rolesThatMayAddScoresMayLogThem() {
    URI address = URI.create(DevPostgres.forTests().freshDatabase());
    String role = "writer_" + address.getPath().substring(1);
    try (ScoresTestDatabase before = ScoresTestDatabase.atLevel(address, "5")) {
      before.execute("create role " + role);
      before.execute("grant select, insert, update on scores to " + role);
    }
    try (ScoresTestDatabase now = ScoresTestDatabase.at(address, Map.of())) {
      assertEquals(
          "t:t:t",
          text(
              now,
              "select concat_ws(':', has_table_privilege('%1$s', 'score_events', 'select'),"
                  .concat(" has_table_privilege('%1$s', 'score_events', 'insert'),")
                  .concat(" has_sequence_privilege('%1$s', 'score_events_sequence', 'usage'))")
                  .formatted(role)));
      now.execute("set role " + role + "; " + INSERT + "(1, 1, true, now(), now())");
      assertEquals("1:a:1:t", events(now));
      now.execute("drop owned by " + role + "; drop role " + role);
    }
  }

  @Test
  void eventsOfANewMonthLeaveTheDefaultPartition() {
    try (ScoresTestDatabase database = ScoresTestDatabase.fresh()) {
      String month =
          text(database, "select to_char(now() at time zone 'UTC', '\"score_events_\"YYYY_MM')");
      database.execute("drop table " + month);
      database.execute(INSERT + "(1, 1, true, now(), now())");
      String partition = "select tableoid::regclass::text from score_events";
      assertEquals("score_events_other", text(database, partition));
      database.execute("select create_score_event_partitions()");
      assertEquals(month, text(database, partition));
      assertEquals("1:a:1:t", events(database));
    }
  }

  @Test
  void otherWritersIncrementTheVersionAndAreLogged() {
    try (ScoresTestDatabase database = ScoresTestDatabase.fresh()) {
      database.execute(INSERT + "(1, 1, true, now(), now())");
      database.execute(
          "update scores set correct = false, updated_at = greatest(updated_at, now()),"
              + " version = version + 1 where id = 1 and user_id = 1 and exercise_id = 1");
      database.execute(
          INSERT
              + "(1, 1, true, now(), now()) on conflict (user_id, exercise_id) do update"
              + " set correct = excluded.correct,"
              + " updated_at = greatest(scores.updated_at, excluded.updated_at),"
              + " version = scores.version + 1");
      database.execute("update scores set correct = not correct");
      assertEquals(
          "4:4:1",
          text(database, "select concat_ws(':', version, attempts, solved_attempts) from scores"));
      database.execute("delete from scores");
      assertEquals("1:a:1:t 1:u:2:f 1:u:3:t 1:u:4:f 1:r:4:f", events(database));
      database.execute("truncate scores");
      assertNull(events(database));
    }
  }

  @Test
  void writesOfThisReleaseAreLoggedOnce() {
    try (ScoresTestDatabase database = ScoresTestDatabase.fresh()) {
      UserId user = new UserId(1);
      ScoreDraft draft = new ScoreDraft(new ExerciseId(1), true);
      for (int i = 0; i < 3; i++) {
        database.scores().upsert(user, draft, Instant.now());
        database.coalesced().upsert(user, draft, Instant.now());
      }
      assertEquals("1:a:1:t 1:u:2:t 1:u:3:t 1:u:4:t 1:u:5:t 1:u:6:t", events(database));
      assertEquals("6", text(database, "select attempts from scores where solved_attempts = 1"));
    }
  }

  @Test
  void invalidIndexIsRebuilt() {
    URI address = URI.create(DevPostgres.forTests().freshDatabase());
    try (ScoresTestDatabase before = ScoresTestDatabase.atLevel(address, "3")) {
      before.execute("create index scores_correct_id on scores (id)");
      before.execute(
          "update pg_index set indisvalid = false where indexrelid = 'scores_correct_id'::regclass");
    }
    try (ScoresTestDatabase now = ScoresTestDatabase.at(address, Map.of())) {
      assertEquals(
          "scores_correct_id scores_exercise_correct_id scores_first_solve scores_pkey scores_user_correct_id"
              + " scores_user_exercise",
          text(
              now,
              "select string_agg(relname, ' ' order by relname)"
                  + " from pg_index join pg_class c on c.oid = indexrelid"
                  + " where indrelid = 'scores'::regclass and indisvalid"));
    }
  }

  /** The log: score, type, number of attempts and verdict of each event. */
  private static @Nullable String events(ScoresTestDatabase database) {
    return text(
        database,
        "select string_agg(concat_ws(':', score_id, type, attempts, left(verdict::text, 1)), ' '"
            + " order by sequence) from score_events");
  }

  /** The single value that a query returns, as text. */
  private static @Nullable String text(ScoresTestDatabase database, String sql) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException fault) {
      throw new IllegalStateException(sql, fault);
    }
  }
}
