package dev.scores.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.Batch;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.UserId;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kept reports are those of the events up to their position ({@link EventsReplay}). */
class EventFoldingTest {

  private static final int USERS = 12;
  private static final int EXERCISES = 8;
  private static final int WRITES = 400;
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private static final String FOLD_ALL =
      "do $$ begin while fold_score_events(1000) loop end loop; end $$";

  private ScoresTestDatabase database;

  @BeforeEach
  void open() {
    database = ScoresTestDatabase.fresh(Map.of("scores.reports.fold-interval", "10ms"));
  }

  /** Without folds in the background. */
  private void openAnother(Map<String, Object> properties) {
    database.close();
    database = ScoresTestDatabase.fresh(properties);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /**
   * Writers of all kinds, erasures and truncations, while sessions fold in small batches and are
   * killed. {@code -Dscores.seed} repeats the choices, though not their order. Distributed tables
   * have no other writers, and no state of all nodes to compare with meanwhile.
   */
  @ParameterizedTest
  @EnumSource
  void keptReportsMatchTheLogWhateverHappens(ScorePolicy policy) throws Exception {
    long seed =
        Optional.ofNullable(Long.getLong("scores.seed")).orElseGet(() -> new Random().nextLong());
    String repeat = "-Dscores.seed=" + seed;
    AtomicBoolean isDone = new AtomicBoolean();
    try (ScoresTestDatabase store = database.with(policy);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        Random random = new Random(seed + n);
        writers.add(threads.submit(() -> repeat(WRITES, () -> write(store, random))));
      }
      Random occasions = new Random(seed);
      writers.add(threads.submit(() -> repeat(20, () -> erase(store, occasions))));
      if (!CitusCluster.isGiven()) {
        writers.add(threads.submit(() -> repeat(3, () -> truncate(store))));
      }
      List<Future<?>> others = new ArrayList<>();
      for (int n = 0; n < 2; n++) {
        others.add(threads.submit(() -> foldUntil(isDone)));
      }
      others.add(threads.submit(() -> killUntil(isDone)));
      try {
        while (!CitusCluster.isGiven() && writers.stream().anyMatch(writer -> !writer.isDone())) {
          compare(repeat);
        }
        for (Future<?> end : writers) {
          end.get();
        }
      } finally {
        isDone.set(true);
      }
      for (Future<?> end : others) {
        end.get();
      }
    }
    database.execute(FOLD_ALL);
    compare(repeat);
    assertEquals("0", one("select corrected_rows from rebuild_reports()"), repeat);
    assertEquals(
        one("select concat(count(*), ' ', sum(attempts)) from scores"),
        one("select concat(scores, ' ', attempts) from report_totals"),
        repeat);
  }

  private static boolean repeat(int times, Callable<?> task) throws Exception {
    for (int n = 0; n < times; n++) {
      task.call();
    }
    return true;
  }

  private static boolean write(ScoresTestDatabase store, Random random) {
    UserId user = new UserId(1 + random.nextInt(USERS));
    ExerciseId exercise = new ExerciseId(1 + random.nextInt(EXERCISES));
    Instant at = NOON.plusSeconds(random.nextInt(20));
    switch (random.nextInt(8)) {
      case 0 ->
          store
              .scores()
              .find(user, exercise)
              .ifPresent(
                  score -> store.scores().remove(user, score.id(), new ExpectedVersion.Any(), at));
      case 1 ->
          store
              .scores()
              .upsert(
                  Batch.of(
                      user,
                      IntStream.rangeClosed(1, EXERCISES)
                          .mapToObj(n -> new ScoreDraft(new ExerciseId(n), random.nextBoolean()))
                          .toList()),
                  at);
      case 2 -> {
        if (!CitusCluster.isGiven()) {
          store.execute(
              "update scores set correct = not correct where user_id = %d and exercise_id = %d"
                  .formatted(user.value(), exercise.value()));
        }
      }
      default ->
          store.ofService().upsert(user, new ScoreDraft(exercise, random.nextInt(3) == 0), at);
    }
    return true;
  }

  private static boolean erase(ScoresTestDatabase store, Random random) {
    store
        .context()
        .getBean(JdbcPersonalData.class)
        .erase(new UserId(1 + random.nextInt(USERS)), Instant.now());
    return true;
  }

  /** After some writes. */
  private boolean truncate(ScoresTestDatabase store) throws SQLException {
    String next = one("select last_value + 300 from score_events_sequence");
    while (one("select last_value >= %s from score_events_sequence".formatted(next)).equals("f")) {
      Thread.onSpinWait();
    }
    store.execute("truncate scores");
    return true;
  }

  private boolean foldUntil(AtomicBoolean isDone) {
    while (!isDone.get()) {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        while (!isDone.get()) {
          statement.execute("select fold_score_events(7)");
        }
      } catch (SQLException killed) {
        assertTrue(List.of("57P01", "08006").contains(killed.getSQLState()), killed.toString());
      }
    }
    return true;
  }

  private boolean killUntil(AtomicBoolean isDone) throws SQLException {
    while (!isDone.get()) {
      one(
          """
          select count(pg_terminate_backend(pid)) from pg_stat_activity
          where datname = current_database() and state = 'active'
            and query = 'select fold_score_events(7)' and random() < 0.2""");
    }
    return true;
  }

  /** Of writes one after the other, so {@code -Dscores.seed} repeats it exactly. */
  @ParameterizedTest
  @EnumSource
  void foldOfAnySizeMatchesTheLog(ScorePolicy policy) throws SQLException {
    openAnother(Map.of());
    long seed =
        Optional.ofNullable(Long.getLong("scores.seed")).orElseGet(() -> new Random().nextLong());
    Random random = new Random(seed);
    try (ScoresTestDatabase store = database.with(policy)) {
      for (int n = 0; n < 60; n++) {
        for (int writes = random.nextInt(20); writes > 0; writes--) {
          write(store, random);
        }
        if (random.nextInt(10) == 0) {
          erase(store, random);
        }
        database.execute("select fold_score_events(%d)".formatted(1 + random.nextInt(60)));
        compare("-Dscores.seed=" + seed);
      }
    }
  }

  /** Otherwise a fold has to look up the score as it was before. */
  @Test
  @NotOnCitus // The bulk statements are of coalescing, which is off there.
  void updatesTellWhetherTheScoreWasCorrect() throws SQLException {
    UserId ann = new UserId(1);
    ExerciseId loops = new ExerciseId(1);
    ScoreDraft solved = new ScoreDraft(loops, true);
    ScoreDraft failed = new ScoreDraft(loops, false);
    JdbcScores scores = database.scores();
    BulkScoreStatements bulk = database.context().getBean(BulkScoreStatements.class);
    scores.add(ann, solved, NOON);
    ScoreId id = scores.find(ann, loops).orElseThrow().id();
    scores.update(ann, id, failed, NOON);
    scores.upsert(ann, solved, NOON);
    scores.upsert(ann, id, failed, NOON);
    scores.update(ann, id, solved, new ExpectedVersion.Any(), NOON);
    scores.upsert(Batch.of(ann, List.of(failed)), NOON);
    bulk.upsert(List.of(new BulkScoreStatements.Write(ann, solved, NOON)));
    bulk.update(new long[] {id.value()}, List.of(new BulkScoreStatements.Write(ann, failed, NOON)));
    bulk.upsert(List.of(new BulkScoreStatements.Write(ann, solved, NOON)));
    assertEquals(
        "a, true, false, true, false, true, false, true, false",
        one(
            """
            select string_agg(coalesce(cast(was_correct as text), cast(type as text)), ', '
              order by sequence)
            from score_events"""));
  }

  /** In a month that is dropped, the event before one that is not folded is kept. */
  @Test
  void eventBeforeOneThatWaitsIsNotDropped() throws SQLException {
    UserId ann = new UserId(1);
    ScoreDraft loops = new ScoreDraft(new ExerciseId(1), true);
    ScoreDraft maps = new ScoreDraft(new ExerciseId(2), true);
    database.scores().upsert(ann, loops, NOON);
    long removed = database.scores().upsert(ann, maps, NOON).written().orElseThrow().id().value();
    database.execute(FOLD_ALL);
    database.execute(
        """
        create table score_events_2001_01 partition of score_events
          for values from ('2001-01-01 00:00+00') to ('2001-02-01 00:00+00');
        update score_events set logged_at = '2001-01-15 00:00+00'""");
    try (Connection holder = database.connect();
        Statement hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute("select pg_current_xact_id()");
      database.scores().upsert(ann, new ScoreDraft(loops.exercise(), false), NOON);
      database.scores().remove(ann, new ScoreId(removed), new ExpectedVersion.Any(), NOON);
      while (!one("select drop_score_events('2001-02-01 00:00+00')").equals("nothing")) {
        assertEquals("2", one("select scores from report_totals"));
      }
      assertEquals("2", one("select count(*) from score_events_kept"));
      holder.rollback();
    }
    database.execute(FOLD_ALL);
    assertEquals(
        "1 0 1 2",
        one("select concat_ws(' ', scores, correct, solved, attempts) from report_totals"));
    assertEquals("0", one("select corrected_rows from rebuild_reports()"));
  }

  /** The reports subtract an erased score as its events show it. */
  @Test
  void eventsOfAnErasedScoreStayUntilItsRemovalIsFolded() throws SQLException {
    database.scores().upsert(new UserId(1), new ScoreDraft(new ExerciseId(1), true), NOON);
    database.execute(FOLD_ALL);
    String step = "select coalesce(cast(erase_user(1, now()) as text), 'waiting')";
    try (Connection holder = database.connect();
        Statement hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute("select pg_current_xact_id()");
      assertEquals("false", one(step));
      for (int n = 0; n < 3; n++) {
        assertEquals("waiting", one(step));
      }
      assertEquals("1", one("select count(*) from score_events where type <> 'r'"));
      holder.rollback();
    }
    while (!one(step).equals("true")) {
      Thread.onSpinWait();
    }
    assertEquals("0", one("select count(*) from score_events where type <> 'r'"));
    assertEquals("0", one("select scores from report_totals"));
    assertEquals("0", one("select corrected_rows from rebuild_reports()"));
  }

  /**
   * One of a transaction that is open may be of that month, and before an event that is examined.
   */
  @Test
  void eventsThatTheFeedDoesNotShowAreNotDropped() throws SQLException {
    String drop = "select drop_score_events('2001-02-01 00:00+00')";
    database.execute(
        """
        create table score_events_2001_01 partition of score_events
          for values from ('2001-01-01 00:00+00') to ('2001-02-01 00:00+00')""");
    try (Connection holder = database.connect();
        Statement hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute("select pg_current_xact_id()");
      database.scores().upsert(new UserId(1), new ScoreDraft(new ExerciseId(1), true), NOON);
      database.execute("update score_events set logged_at = '2001-01-15 00:00+00'");
      assertEquals("copied", one(drop)); // creates the table
      assertEquals("waiting", one(drop));
      holder.rollback();
    }
    String step = one(drop);
    while (!step.equals("nothing")) {
      step = one(drop);
    }
    assertEquals("1", one("select count(*) from score_events_kept"));
  }

  /** Truncation locks the scores and then the log, and readers of the board lock both, too. */
  @Test
  void truncationsAndReadersDoNotDeadlock() throws Exception {
    AtomicBoolean isDone = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> readers = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        readers.add(threads.submit(() -> readUntil(isDone)));
      }
      try {
        for (int n = 0; n < 100; n++) {
          database.scores().upsert(new UserId(1), new ScoreDraft(new ExerciseId(1), true), NOON);
          database.execute("truncate scores");
        }
      } finally {
        isDone.set(true);
      }
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
  }

  private boolean readUntil(AtomicBoolean isDone) {
    while (!isDone.get()) {
      database.boards().first(10);
      database.reports().leaderboard(10);
      database.reports().ofAll();
    }
    return true;
  }

  /** The statement that folds waits for a lock. */
  @Test
  void readerDoesNotWaitForTheEndOfAStatement() throws SQLException {
    openAnother(Map.of("datasources.default.connection-init-sql", "set lock_timeout = '1min'"));
    database.scores().upsert(new UserId(1), new ScoreDraft(new ExerciseId(1), true), NOON);
    awaitAttempted(1);
    try (Connection holder = database.connect();
        Statement hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute("lock table report_totals in share mode"); // No transaction id (ADR 11).
      database.scores().upsert(new UserId(2), new ScoreDraft(new ExerciseId(1), true), NOON);
      assertEquals(1, database.reports().ofAll().attempted());
      assertEquals(
          "1",
          one(
              "select count(*) from pg_locks"
                  + " where relation = 'report_totals'::regclass and not granted"));
      holder.rollback();
    }
    awaitAttempted(2);
  }

  private void awaitAttempted(long scores) {
    while (database.reports().ofAll().attempted() != scores) {
      Thread.onSpinWait();
    }
  }

  /** It returns before the transaction ends, which the same thread holds open. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void readerDoesNotWaitForTheEndOfATransaction() throws SQLException {
    openAnother(Map.of());
    database.scores().upsert(new UserId(1), new ScoreDraft(new ExerciseId(1), true), NOON);
    awaitAttempted(1);
    try (Connection holder = database.connect();
        Statement hold = holder.createStatement()) {
      holder.setAutoCommit(false);
      hold.execute("select pg_current_xact_id()");
      database.scores().upsert(new UserId(2), new ScoreDraft(new ExerciseId(1), true), NOON);
      for (int n = 0; n < 3; n++) {
        assertEquals(1, database.reports().ofAll().attempted());
      }
      holder.rollback();
    }
    awaitAttempted(2);
  }

  @Test
  void failedFoldLeavesTheReportsAndIsLoggedOnce() throws SQLException {
    openAnother(Map.of());
    database.scores().upsert(new UserId(1), new ScoreDraft(new ExerciseId(1), true), NOON);
    awaitAttempted(1);
    database.execute("alter table report_totals add constraint planted check (scores < 2)");
    database.scores().upsert(new UserId(2), new ScoreDraft(new ExerciseId(1), true), NOON);
    String line =
        "could not fold events into the reports, which stay as they were: ERROR: new row for"
            + " relation \"report_totals\" violates check constraint \"planted\" (SQLSTATE 23514)";
    try (ClassLog log = new ClassLog(EventFolding.class)) {
      while (log.lines().isEmpty()) { // Transactions of other databases can delay a fold.
        assertEquals(1, database.reports().ofAll().attempted());
      }
      for (int n = 0; n < 3; n++) {
        assertEquals(1, database.reports().ofAll().attempted());
      }
      assertEquals(List.of(line), log.lines());
      database.execute("alter table report_totals drop constraint planted");
      awaitAttempted(2);
      database.execute(
          "alter table report_totals add constraint planted check (scores < 3) not valid");
      database.scores().upsert(new UserId(3), new ScoreDraft(new ExerciseId(1), true), NOON);
      while (log.lines().size() < 2) {
        assertEquals(2, database.reports().ofAll().attempted());
      }
      assertEquals(List.of(line, line), log.lines());
    }
  }

  /** Until then a fold of so many events takes too long. */
  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void foldThatTimedOutIsRepeatedWithFewerEvents() {
    openAnother(
        Map.of("datasources.default.connection-init-sql", "set statement_timeout = '500ms'"));
    database.execute(
        """
        alter function fold_score_events rename to fold;
        create function fold_score_events(most integer, patient boolean) returns boolean
          language sql as $$
            select fold(most, patient) from pg_sleep(case when most > 2000 then 60 else 0 end)
          $$""");
    EventFolding folding = database.context().getBean(EventFolding.class);
    try (ClassLog log = new ClassLog(EventFolding.class)) {
      while (folding.fold().isEmpty()) {
        assertEquals(1, log.lines().size());
      }
      assertEquals(
          List.of(
              "could not fold events into the reports, which stay as they were: ERROR: canceling"
                  + " statement due to statement timeout (SQLSTATE 57014)"),
          log.lines());
    }
  }

  @Test
  void interruptedReaderDoesNotWait() {
    openAnother(Map.of());
    Thread.currentThread().interrupt();
    database.context().getBean(ReportCatchUp.class).await(Long.MAX_VALUE);
    assertTrue(Thread.interrupted());
  }

  /** The id of a removed score is used again, which only people do. */
  @Test
  @NotOnCitus
  void scoreThatIsAddedAgainWithItsIdCounts() throws SQLException {
    String insert =
        """
        insert into scores (id, user_id, exercise_id, correct, created_at, updated_at)
        overriding system value values (7, 1, 1, true, now(), now())""";
    database.execute(insert);
    database.execute("update scores set correct = false");
    database.execute("delete from scores");
    database.execute(FOLD_ALL);
    database.execute(insert);
    database.execute(FOLD_ALL);
    database.execute("update scores set correct = false");
    database.execute(FOLD_ALL);
    assertEquals("1 2", one("select concat(scores, ' ', attempts) from report_totals"));
    assertEquals("0", one("select corrected_rows from rebuild_reports()"));
  }

  @Test
  void wrongReportsAreCorrected() throws SQLException {
    for (int user = 1; user <= 3; user++) {
      database.scores().upsert(new UserId(user), new ScoreDraft(new ExerciseId(1), true), NOON);
    }
    database.execute(FOLD_ALL);
    database.execute(
        """
        delete from report_users where user_id = 1;
        update report_users set correct = 5 where user_id = 2;
        insert into report_users values (4, 1, 1, now());
        update report_ranks set users = 9;
        update report_exercises set first_solver = 3;
        insert into report_solves values (0, 8, 1);
        update report_totals set solved = 0""");
    assertEquals("7", one("select corrected_rows from rebuild_reports()"));
    compare("");
  }

  /** A dump that is restored has transactions that the new database has not reached. */
  @Test
  void reportsOfARestoredDumpAreRebuilt() throws SQLException {
    database.execute("update report_totals set transaction = '1000000000'");
    database.scores().upsert(new UserId(1), new ScoreDraft(new ExerciseId(1), true), NOON);
    database.execute(FOLD_ALL);
    assertEquals("0", one("select scores from report_totals"));
    database.execute("select rebuild_reports()");
    assertEquals("1", one("select scores from report_totals"));
    compare("");
  }

  /** Its events have transactions that the new database has not reached, and old ones are gone. */
  @Test
  @NotOnCitus
  void scoreOfARestoredDumpWhoseFirstEventWasDroppedCounts() throws Exception {
    UserId ann = new UserId(1);
    database.scores().upsert(ann, new ScoreDraft(new ExerciseId(1), false), NOON);
    database.scores().upsert(ann, new ScoreDraft(new ExerciseId(1), true), NOON);
    database.execute(FOLD_ALL);
    database.execute(
        """
        delete from score_events where type = 'a';
        update score_events set transaction = '1000000000';
        alter table scores disable trigger user;
        update scores set changed_in = '1000000000';
        alter table scores enable trigger user;
        update report_totals set transaction = '1000000000'""");
    try (InputStream script = EventFolding.class.getResourceAsStream("/db/after-restore.sql")) {
      database.execute(new String(script.readAllBytes(), UTF_8));
    }
    database.execute(FOLD_ALL);
    assertEquals(
        "1 1 2", one("select concat_ws(' ', scores, correct, attempts) from report_totals"));
    compare("");
  }

  private void compare(String repeat) throws SQLException {
    try (Connection connection = database.connect()) {
      EventsReplay replay = EventsReplay.of(connection);
      assertEquals(replay.expected(), replay.kept(), repeat);
    }
  }

  private String one(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
