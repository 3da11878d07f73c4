package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.devservices.DevPostgres;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Migration from the previous release's schema, and the previous release on the new schema. */
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
      assertEquals(
          "t", text(now, "select min(changed_in::text) = max(changed_in::text) from scores"));
    }
  }

  @Test
  void statementsOfThePreviousReleaseIncrementTheVersion() {
    try (ScoresTestDatabase database = ScoresTestDatabase.fresh()) {
      database.execute(INSERT + "(1, 1, true, now(), now())");
      String first = text(database, "select changed_in from scores");
      database.execute(
          "update scores set correct = false, updated_at = greatest(updated_at, now()),"
              + " version = version + 1 where id = 1 and user_id = 1 and exercise_id = 1");
      assertEquals("2", text(database, "select version from scores"));
      assertEquals("t", text(database, "select changed_in > '" + first + "'::xid8 from scores"));
      String second = text(database, "select changed_in from scores");
      database.execute(
          INSERT
              + "(1, 1, true, now(), now()) on conflict (user_id, exercise_id) do update"
              + " set correct = excluded.correct,"
              + " updated_at = greatest(scores.updated_at, excluded.updated_at),"
              + " version = scores.version + 1");
      assertEquals("3", text(database, "select version from scores"));
      assertEquals("t", text(database, "select changed_in > '" + second + "'::xid8 from scores"));
      database.execute("update scores set correct = not correct");
      assertEquals("4", text(database, "select version from scores"));
    }
  }

  @Test
  void invalidIndexIsRebuilt() {
    URI address = URI.create(DevPostgres.forTests().freshDatabase());
    try (ScoresTestDatabase before = ScoresTestDatabase.atLevel(address, "2")) {
      before.execute("create index scores_changed_in on scores (changed_in, id)");
      before.execute(
          "update pg_index set indisvalid = false where indexrelid = 'scores_changed_in'::regclass");
    }
    try (ScoresTestDatabase now = ScoresTestDatabase.at(address, Map.of())) {
      assertEquals(
          "scores_changed_in scores_correct_id scores_correct_time scores_exercise_correct_id"
              + " scores_exercise_correct_time scores_pkey scores_user_correct_id"
              + " scores_user_correct_time scores_user_exercise",
          text(
              now,
              "select string_agg(relname, ' ' order by relname)"
                  + " from pg_index join pg_class c on c.oid = indexrelid"
                  + " where indrelid = 'scores'::regclass and indisvalid"));
    }
  }

  /** The single value that a query returns, as text. */
  private static String text(ScoresTestDatabase database, String sql) {
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
