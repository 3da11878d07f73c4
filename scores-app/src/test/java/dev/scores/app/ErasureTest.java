package dev.scores.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.app.ScoresService.Response;
import dev.scores.chassis.settings.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Users whom the users service has removed are erased. */
@ResourceLock(CapturedLog.LOCK)
@Isolated("Transactions of other tests would delay the reports.")
class ErasureTest {

  private final UsersStub users = new UsersStub();
  private final ScoresService service = ScoresService.start(users, "USER_REMOVALS", "follow");

  @AfterEach
  void close() {
    service.close();
    users.close();
  }

  @Test
  void removedUserIsErased() {
    write(service, 1, 7, true);
    write(service, 1, 8, false);
    write(service, 2, 7, true);
    users.removals().remove(1);
    awaitErased(service, 1);
    assertTrue(hasScores(service, 2));
    for (String path : List.of("/scores?user_id=1", "/scores/exercise/8")) {
      service.get(path).is(200, "{\"status\":\"success\",\"data\":{\"scores\":[]}}");
    }
    Response own = service.write("GET", "/scores/user", 1, "");
    own.is(200, "{\"status\":\"success\",\"data\":{\"scores\":[]}}");
    assertFalse(service.get("/scores/leaderboard").body().contains("\"user_id\":1,"));
    assertTrue(service.get("/scores/stats").body().contains("\"attempted\":1,"));
    String activity = service.write("GET", "/scores/user/activity", 1, "").body();
    assertTrue(activity.contains("\"days\":[]"), activity);
  }

  /** Only the tombstones remain; the content of the other events is gone. */
  @Test
  void feedHasOnlyTombstonesOfTheUser() {
    write(service, 1, 7, true);
    write(service, 1, 7, false);
    service.write("PATCH", "/scores", 1, "{\"exercise_id\":8,\"correct\":true}");
    users.removals().remove(1);
    awaitErased(service, 1);
    String feed = service.get("/scores/changes").body();
    while (feed.split("\"removed\"", -1).length < 3 || feed.contains("\"verdict\"")) {
      feed = service.get("/scores/changes").body();
    }
    String tombstone =
        "\\{\"type\":\"removed\",\"sequence\":[0-9]+,\"at\":\"[^\"]+\",\"score\":\\{\"id\":%d,"
            + "\"user_id\":1,\"exercise_id\":%d}}";
    assertTrue(
        feed.matches(
            "\\{\"status\":\"success\",\"data\":\\{\"events\":\\["
                + tombstone.formatted(1, 7)
                + ","
                + tombstone.formatted(2, 8)
                + "],\"next\":\"[^\"]+\"}}"),
        feed);
  }

  /** A token that is cached, or that the service verifies itself, may live longer than its user. */
  @Test
  void scoreWrittenAfterTheErasureIsErasedToo() {
    write(service, 1, 7, true);
    users.removals().remove(1);
    awaitErased(service, 1);
    write(service, 1, 9, true);
    awaitErased(service, 1);
  }

  @Test
  void everyPageIsFollowed() {
    for (int user = 1; user <= 7; user++) {
      write(service, user, 1, true);
    }
    users.removals().remove(1, 2, 3, 4, 5, 6);
    awaitErased(service, 6);
    assertTrue(hasScores(service, 7));
    assertFalse(service.rows().contains(";"), service.rows());
  }

  /** It holds back the reports, which need the events of the erased scores. */
  @Test
  void openTransactionDelaysNoOtherErasure() throws SQLException {
    write(service, 1, 1, true);
    write(service, 2, 1, true);
    try (Connection holder = connect();
        Statement hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute("select pg_current_xact_id()");
      users.removals().remove(1);
      awaitErased(service, 1);
      users.removals().remove(2);
      awaitErased(service, 2);
      assertNotEquals("A-2", savedCursor(), "another instance would repeat the erasures");
      holder.rollback();
    }
    awaitSaved("A-2");
    String feed = service.get("/scores/changes").body();
    assertFalse(feed.contains("\"verdict\""), feed);
  }

  @Test
  void lockedScoreDelaysNoOtherErasure() throws SQLException {
    write(service, 1, 1, true);
    write(service, 2, 1, true);
    try (Connection holder = connect();
        Statement hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute("select from scores where user_id = 1 for update");
      users.removals().remove(1, 2);
      awaitErased(service, 2);
      assertTrue(hasScores(service, 1));
      holder.rollback();
    }
    awaitErased(service, 1);
    awaitSaved("A-2");
  }

  @Test
  void erasureThatTimesOutDelaysNoOther() throws SQLException {
    write(service, 1, 1, true);
    write(service, 2, 1, true);
    service.execute(
        """
        create function delay() returns trigger language plpgsql as
          $$ begin perform pg_sleep(60); return old; end $$;
        create trigger delayed before delete on scores
          for each row when (old.user_id = 1) execute function delay()""");
    users.removals().remove(1, 2);
    awaitErased(service, 2);
    assertTrue(hasScores(service, 1));
    service.execute("drop trigger delayed on scores");
    awaitErased(service, 1);
    awaitSaved("A-2");
  }

  private Connection connect() throws SQLException {
    DatabaseUrl url = DatabaseUrl.parse(service.databaseUrl());
    return DriverManager.getConnection(
        url.jdbcUrl(), url.user().orElse(null), url.password().orElse(null));
  }

  private void awaitSaved(String cursor) throws SQLException {
    while (!cursor.equals(savedCursor())) {
      Thread.onSpinWait();
    }
  }

  private @Nullable String savedCursor() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select cursor from followed_removals")) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void nextInstanceGoesOnAtTheSavedCursor() throws SQLException {
    write(service, 1, 1, true);
    users.removals().remove(1);
    awaitErased(service, 1);
    awaitSaved("A-1");
    service.close();
    int before = users.removals().queries().size();
    try (ScoresService next =
        ScoresService.start(
            users, "USER_REMOVALS", "follow", "DATABASE_URL", service.databaseUrl())) {
      write(next, 2, 1, true);
      users.removals().remove(2);
      awaitErased(next, 2);
    }
    assertTrue(users.removals().queries().get(before).contains("after=A-1"));
  }

  @Test
  void nothingIsLostWhileTheUsersServiceIsAway() {
    write(service, 1, 1, true);
    users.removals().respond(503);
    users.removals().remove(1);
    int before = users.removals().queries().size();
    while (users.removals().queries().size() < before + 2) {
      Thread.onSpinWait();
    }
    assertTrue(hasScores(service, 1));
    users.removals().respond(200);
    awaitErased(service, 1);
  }

  /** Users of the restored database may have the ids of users who were erased before. */
  @Test
  void feedOfARestoredDatabaseIsFollowedFromItsBeginning() {
    users.removals().remove(1, 2, 3);
    awaitRequest("after=A-3");
    users.removals().replaceLog("B");
    awaitRequest("after=B-0");
    write(service, 3, 1, true);
    write(service, 4, 1, true);
    users.removals().remove(4);
    awaitErased(service, 4);
    assertTrue(hasScores(service, 3));
  }

  @Test
  void usersServiceWithoutAFeedIsReportedOnce() {
    service.close();
    users.removals().respond(404);
    try (CapturedLog log = new CapturedLog("dev.scores.app.erasure.RemovalPoll", "no feed");
        ScoresService older = ScoresService.start(users, "USER_REMOVALS", "follow")) {
      write(older, 1, 1, true);
      assertEquals(
          "WARN the users service has no feed of removals, so the data of removed users is not"
              + " erased; update the users service, or set USER_REMOVALS=ignore",
          log.await("no feed"));
      assertEquals(1, log.lines().size());
    }
  }

  private static void write(ScoresService target, int user, int exercise, boolean correct) {
    Response written =
        target.write(
            "PATCH",
            "/scores",
            user,
            "{\"exercise_id\":%d,\"correct\":%b}".formatted(exercise, correct));
    assertTrue(written.status() < 300, written.toString());
  }

  private void awaitRequest(String query) {
    while (users.removals().queries().stream().noneMatch(one -> one.contains(query))) {
      Thread.onSpinWait();
    }
  }

  private static void awaitErased(ScoresService target, int user) {
    while (hasScores(target, user)) {
      Thread.onSpinWait();
    }
  }

  private static boolean hasScores(ScoresService target, int user) {
    return Pattern.compile("(^|;)\\([0-9]+," + user + ",").matcher(target.rows()).find();
  }
}
