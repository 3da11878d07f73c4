package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.scores.domain.Attempt;
import dev.scores.domain.AttemptCursor;
import dev.scores.domain.Batch;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorExpired;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Old months of the event log are dropped, but for the events that lists by time need. */
class EventRetentionTest {

  private static final UserId ANN = new UserId(1);
  private static final ExerciseId LOOPS = new ExerciseId(1);
  private static final ExerciseId MAPS = new ExerciseId(2);
  private static final Instant THEN = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant LATER = THEN.plusSeconds(60);
  private static final Duration RETENTION = Duration.ofDays(40);

  private ScoresTestDatabase database;

  @BeforeEach
  void open() {
    database = ScoresTestDatabase.fresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** The tables of a cluster have the number of a shard in their names. */
  @Test
  void listsByTimeAreCompleteAfterADrop() {
    Score loops = upsert(LOOPS, false, THEN);
    upsert(MAPS, false, THEN);
    remove(upsert(new ExerciseId(3), true, THEN));
    moveToMonth(5);
    Score maps = upsert(MAPS, true, LATER);
    maintain(RETENTION);
    assertEquals(List.of(loops, maps), byTime());
    assertEquals(
        "score_events_kept:1 score_events_" + month(0) + ":1",
        one(
            "select string_agg(partition || ':' || events, ' ' order by partition desc) from (select"
                + " regexp_replace(tableoid::regclass::text, '_[0-9]{6,}$', '') as partition, count(*) as events from score_events"
                + " group by 1) counted"));
  }

  @Test
  void feedBeginsAfterTheDroppedEvents() {
    upsert(LOOPS, false, THEN);
    upsert(MAPS, false, THEN);
    ChangeCursor old = feed(ChangeCursor.start(), 2).getFirst().cursor();
    moveToMonth(5);
    Score maps = upsert(MAPS, true, LATER);
    ChangeCursor last = feed(old, 2).getLast().cursor();
    maintain(RETENTION);
    assertEquals(new CursorExpired(), database.changes().since(old, 10));
    assertEquals(
        List.of(maps), feed(ChangeCursor.start(), 1).stream().map(ScoreEvent::score).toList());
    assertEquals(new Changed(List.of(), last), database.changes().since(last, 10));
    ChangeCursor latest = database.changes().latest();
    assertEquals(new Changed(List.of(), latest), database.changes().since(latest, 10));
  }

  @Test
  void feedWithoutRetainedEventsIsEmpty() {
    upsert(LOOPS, false, THEN);
    moveToMonth(5);
    maintain(RETENTION);
    assertEquals(
        new Changed(List.of(), ChangeCursor.start()),
        database.changes().since(ChangeCursor.start(), 10));
  }

  @Test
  void historyKeepsTheLatestAttemptAndTheScoreItsNumbers() {
    upsert(LOOPS, true, THEN);
    Score score = upsert(LOOPS, false, LATER);
    moveToMonth(5);
    maintain(RETENTION);
    assertEquals(
        List.of(new Attempt(2, false, LATER)),
        database.attempts().of(score.id(), AttemptCursor.start(), 10).orElseThrow().attempts());
    assertEquals(score, database.scores().find(score.id()).orElseThrow());
  }

  @Test
  void keptEventsGoOnceTheyAreNoLongerTheLatest() {
    upsert(LOOPS, false, THEN);
    Score maps = upsert(MAPS, false, THEN);
    moveToMonth(8);
    maintain(Duration.ofDays(190));
    Score loops = upsert(LOOPS, true, LATER);
    moveToMonth(5);
    maintain(RETENTION);
    assertEquals("2", one("select count(*) from score_events_kept"));
    assertEquals(List.of(maps, loops), byTime());
    assertEquals("2", one("select count(*) from score_events"));
  }

  @Test
  void scoresWrittenDuringTheCopyAreInListsByTime() {
    List<ScoreDraft> drafts =
        IntStream.rangeClosed(1, 900)
            .mapToObj(n -> new ScoreDraft(new ExerciseId(n), true))
            .toList();
    for (List<ScoreDraft> some : List.of(drafts.subList(0, 450), drafts.subList(450, 900))) {
      database.scores().upsert(Batch.of(ANN, some), THEN);
      database.scores().upsert(Batch.of(ANN, some), THEN);
    }
    moveToMonth(5);
    assertEquals("copied", one("select drop_score_events(now())")); // creates the table
    assertEquals("copied", one("select drop_score_events(now())"));
    upsert(LOOPS, false, LATER);
    upsert(new ExerciseId(900), false, LATER);
    remove(database.scores().find(ANN, MAPS).orElseThrow());
    maintain(RETENTION);
    assertEquals("nothing", one("select drop_score_events(now())"));
    assertEquals(899, byTime().size());
    assertEquals("0", one("select count(*) from score_events_other"));
  }

  @Test
  void eventsOfTheDefaultPartitionAreDroppedToo() {
    upsert(LOOPS, false, THEN);
    upsert(LOOPS, true, LATER);
    database.execute("update score_events set logged_at = '2001-01-01'");
    assertEquals("2", one("select count(*) from score_events_other"));
    upsert(MAPS, true, LATER);
    moveToMonth(5);
    maintain(RETENTION);
    assertEquals("0", one("select count(*) from score_events_other"));
    assertEquals(2, byTime().size());
  }

  @Test
  void currentMonthsAndWithoutARetentionAllAreKept() {
    upsert(LOOPS, false, THEN);
    maintain(Duration.ofDays(1));
    assertEquals(1, feed(ChangeCursor.start(), 1).size());
    moveToMonth(60);
    maintain(null);
    assertEquals(1, feed(ChangeCursor.start(), 1).size());
  }

  @Test
  void retentionIsASetting() {
    upsert(LOOPS, false, THEN);
    upsert(LOOPS, true, LATER);
    moveToMonth(5);
    try (ScoresTestDatabase service =
        ScoresTestDatabase.at(
            database.address(), Map.of("scores.events.retention", Duration.ofDays(40)))) {
      service.context().getBean(EventPartitions.class).maintain();
    }
    assertEquals("1", one("select count(*) from score_events"));
  }

  /** Events are logged nevertheless, in the default partition. */
  @Test
  void missingFunctionsDoNotEndTheMaintenance() {
    database.execute("alter function create_score_event_partitions rename to hidden");
    maintain(RETENTION);
    database.execute("alter function hidden rename to create_score_event_partitions");
    database.execute("alter function drop_score_events rename to hidden");
    try (ClassLog log = new ClassLog(EventPartitions.class)) {
      maintain(RETENTION);
      assertEquals(
          List.of(
              "could not drop old events; the next attempt is in an hour: ERROR: function"
                  + " drop_score_events(timestamp with time zone) does not exist (SQLSTATE 42883)"),
          log.lines());
    }
  }

  /** Events of an open transaction may be of the month, too. */
  @Test
  void openTransactionEndsTheMaintenance() throws SQLException {
    try (Connection holder = database.connect();
        Statement hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute("select pg_current_xact_id()");
      upsert(LOOPS, false, THEN);
      upsert(LOOPS, true, LATER);
      moveToMonth(5);
      maintain(RETENTION);
      assertEquals("2", one("select count(*) from score_events"));
      holder.rollback();
    }
    while (!"1".equals(one("select count(*) from score_events"))) {
      maintain(RETENTION);
    }
  }

  @Test
  void otherRolesMayNotDropEvents() {
    assertEquals(
        "f",
        one(
            "select has_function_privilege('public', 'drop_score_events(timestamptz)', 'execute')"));
  }

  private Score upsert(ExerciseId exercise, boolean correct, Instant at) {
    database.scores().upsert(ANN, new ScoreDraft(exercise, correct), at);
    return database.scores().find(ANN, exercise).orElseThrow();
  }

  private void remove(Score score) {
    database.scores().remove(ANN, score.id(), new ExpectedVersion.Any(), LATER);
  }

  private List<Score> byTime() {
    return database.scores().page(Selection.all().updatedSince(THEN), Cursor.start(), 1000);
  }

  /** Reads until so many events have appeared, which other transactions of the server may delay. */
  private List<ScoreEvent> feed(ChangeCursor cursor, int events) {
    List<ScoreEvent> found = List.of();
    while (found.size() < events) {
      ChangePage page = database.changes().since(cursor, 1000);
      found = assertInstanceOf(Changed.class, page).events();
    }
    assertEquals(events, found.size());
    return found;
  }

  private void maintain(@Nullable Duration retention) {
    new EventPartitions(database.context().getBean(ReadQuery.class), new EventSettings(retention))
        .maintain();
  }

  /** Moves the events of this month to an earlier one. */
  private void moveToMonth(int monthsAgo) {
    YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(monthsAgo);
    database.execute(
        """
        create table score_events_%s partition of score_events
          for values from ('%s-01 00:00+00') to ('%s-01 00:00+00');
        update score_events set logged_at = '%s-02 00:00+00' where logged_at > now() - interval '1 day'
        """
            .formatted(month(monthsAgo), month, month.plusMonths(1), month));
  }

  private static String month(int monthsAgo) {
    return YearMonth.now(ZoneOffset.UTC).minusMonths(monthsAgo).toString().replace('-', '_');
  }

  private @Nullable String one(String sql) {
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
