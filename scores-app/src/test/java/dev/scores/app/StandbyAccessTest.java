package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.database.Migrations;
import dev.scores.devservices.DevPostgres;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which requests a standby answers. Another schema of the same database is in its place: it is as
 * recent as the primary and has other scores, those of user 9, so responses show where they are
 * from.
 */
class StandbyAccessTest {

  private static final String SCORE = "{\"exercise_id\":1,\"correct\":true}";
  private static final String[] TOKEN = {"Authorization", "Bearer user-1"};

  private static UsersStub users;
  private static ScoresService service;

  @BeforeAll
  static void start() {
    String primary = DevPostgres.forTests().freshDatabase();
    ScoresService.execute(primary, "create schema standby");
    String standby = primary + "?currentSchema=standby";
    Migrations.of(Map.of("MICRONAUT_ENVIRONMENTS", "test", "DATABASE_URL", standby)).migrate();
    ScoresService.execute(
        standby,
        "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
            + " select 9, i, true, now(), now() from generate_series(1, 3) i");
    // As folded on the primary, and replicated.
    ScoresService.execute(
        standby,
        """
        update report_totals set scores = 3, correct = 3, solved = 3, attempts = 3,
          transaction = (select max(transaction) from score_events),
          sequence = (select max(sequence) from score_events);
        insert into report_exercises (exercise_id, scores, correct, solved, attempts, last_updated_at)
          select i, 1, 1, 1, 1, now() from generate_series(1, 3) i;
        insert into report_solves (exercise_id, attempts, scores) values (0, 1, 3);
        insert into report_users (user_id, scores, correct, last_solved_at) values (9, 3, 3, now());
        insert into report_ranks (correct, users) values (3, 1)
        """);
    users = new UsersStub();
    service = ScoresService.start(users, "DATABASE_URL", primary, "DATABASE_READ_URL", standby);
    assertEquals(201, service.write("PATCH", "/scores", 1, SCORE).status());
    // The first look at the primary may not have ended.
    while (!isFromStandby("/scores")) {
      Thread.onSpinWait();
    }
  }

  @AfterAll
  static void stop() {
    service.close();
    users.close();
  }

  private static boolean isFromStandby(String path, String... headers) {
    ScoresService.Response response = service.get(path, headers);
    assertEquals(200, response.status(), response.body());
    return response.body().contains("\"user_id\":9,\"exercise_id\":")
        || response.body().contains("\"attempted\":3")
        || response.body().contains("\"user_id\":9,\"correct\":3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/scores",
        "/scores?limit=2",
        "/scores?user_id=9",
        "/scores/exercise/1",
        "/scores/stats",
        "/scores/leaderboard",
        "/scores/changes",
      })
  void requestWithoutATokenMayGoToTheStandby(String path) {
    assertTrue(isFromStandby(path));
    assertFalse(isFromStandby(path, TOKEN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/scores/user", "/scores/user/stats", "/scores/user/export"})
  void ownScoresAreReadFromThePrimary(String path) {
    assertFalse(isFromStandby(path, TOKEN));
    assertFalse(isFromStandby(path, "Authorization", "Bearer user-9"));
  }

  @Test
  void listByTimeIsReadFromThePrimary() {
    assertFalse(isFromStandby("/scores?updated_since=2020-01-01T00:00:00Z"));
  }

  @Test
  void listAfterAWriteShowsIt() {
    String tag = service.write("PATCH", "/scores", 1, SCORE).header("ETag");
    assertFalse(isFromStandby("/scores", "Read-After", tag));
    assertFalse(isFromStandby("/scores", "Read-After", tag, TOKEN[0], TOKEN[1]));
    // A write that the standby has.
    assertTrue(isFromStandby("/scores", "Read-After", "\"1-1\""));
    assertTrue(isFromStandby("/scores", "Read-After", "\"1-1\"", TOKEN[0], TOKEN[1]));
  }

  @Test
  void severalWritesAreReadFromThePrimary() {
    assertFalse(isFromStandby("/scores", "Read-After", "\"1-1\", \"2-1\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1-1", "\"1\"", "\"1-0\"", "W/\"1-1\"", "*", "\"99999999999999999999-1\""})
  void malformedReadAfterIsReadFromThePrimary(String tag) {
    assertFalse(isFromStandby("/scores", "Read-After", tag));
  }
}
