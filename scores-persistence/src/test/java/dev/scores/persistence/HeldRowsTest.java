package dev.scores.persistence;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.UserId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Many writers of the same moment, one of whose rows an open transaction holds: the others are
 * answered while it is held, and do not fall back to a statement each.
 */
class HeldRowsTest {

  private static final UserId ANN = new UserId(1);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final int WRITERS = 100;
  private static final int HELD = 50;

  private static Database database;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private CoalescedWrites writes;
  private Connection other;

  @BeforeAll
  static void open() {
    database = Database.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void begin() throws SQLException {
    database.execute("truncate scores restart identity");
    writes =
        new CoalescedWrites(
            database.scores(),
            database.context().getBean(BulkScoreStatements.class),
            new Coalescers(new ConnectionBudget(16), metrics));
    other = database.connect();
    other.setAutoCommit(false);
  }

  @AfterEach
  void end() throws SQLException {
    other.close();
    callers.shutdownNow();
  }

  @Test
  void aLockedRowDelaysOnlyTheUpsertsOfIt() throws Exception {
    insertAll();
    inOther("select from scores where exercise_id = " + HELD + " for update");
    List<Future<?>> answers = write(n -> writes.upsert(ANN, draft(n), NOW));
    onlyTheHeldOneWaits(answers);
    assertEquals(0, count("upsert", "split"));
    assertEquals(1, count("upsert", "alone"));
  }

  @Test
  void aRowBeingUpdatedDelaysOnlyTheUpdatesOfIt() throws Exception {
    insertAll();
    inOther("update scores set correct = not correct where exercise_id = " + HELD);
    List<Future<?>> answers = write(n -> writes.update(ANN, new ScoreId(n), draft(n), NOW));
    onlyTheHeldOneWaits(answers);
    assertEquals(0, count("update", "split"));
    assertEquals(1, count("update", "alone"));
  }

  @Test
  void anUncommittedInsertDelaysOnlyTheUpsertsOfIt() throws Exception {
    inOther(insertOfHeld());
    List<Future<?>> answers = write(n -> writes.upsert(ANN, draft(n), NOW));
    onlyTheHeldOneWaits(answers);
    isFoundByHalving("upsert");
  }

  @Test
  void anUncommittedInsertDelaysOnlyTheAddsOfIt() throws Exception {
    inOther(insertOfHeld());
    List<Future<?>> answers = write(n -> writes.add(ANN, draft(n), NOW));
    onlyTheHeldOneWaits(answers);
    isFoundByHalving("add");
  }

  /** They wait in the process, one statement in all, and the others go on. */
  @Test
  void manyWritersOfAHeldRowHoldOneConnection() throws Exception {
    insertAll();
    inOther("select from scores where exercise_id = " + HELD + " for update");
    Future<?> first = callers.submit(() -> writes.upsert(ANN, draft(HELD), NOW));
    while (waitingInDatabase() < 1) {
      Thread.onSpinWait();
    }
    List<Future<?>> more =
        IntStream.range(0, 30)
            .<Future<?>>mapToObj(n -> callers.submit(() -> writes.upsert(ANN, draft(HELD), NOW)))
            .toList();
    while (count("upsert", "key_busy") < 30) {
      Thread.onSpinWait();
    }
    assertInstanceOf(Updated.class, writes.upsert(ANN, draft(1), NOW));
    assertEquals(1, waitingInDatabase());
    assertTrue(more.stream().noneMatch(it -> it.state() == Future.State.SUCCESS));
    other.rollback();
    assertInstanceOf(Updated.class, first.get(60, SECONDS));
  }

  @Test
  void anAddOfAPairThatIsBeingUpdatedDoesNotWait() throws Exception {
    insertAll();
    inOther("update scores set correct = not correct where exercise_id = " + HELD);
    writes.add(ANN, draft(HELD), NOW);
    assertEquals(0, count("add", "alone"));
  }

  private void onlyTheHeldOneWaits(List<Future<?>> answers) throws Exception {
    for (int n = 1; n <= WRITERS; n++) {
      if (n != HELD) {
        answers.get(n - 1).get(60, SECONDS);
      }
    }
    assertFalse(answers.get(HELD - 1).isDone());
    other.rollback();
    answers.get(HELD - 1).get(60, SECONDS);
  }

  /** Halves of 100 have one request after seven splits. */
  private void isFoundByHalving(String coalescer) {
    assertTrue(count(coalescer, "split") <= 7, metrics::getMetersAsString);
    assertEquals(1, count(coalescer, "alone"));
  }

  private interface Write {
    Object of(int exercise) throws Exception;
  }

  private List<Future<?>> write(Write write) {
    List<Future<?>> answers = new ArrayList<>();
    for (int n = 1; n <= WRITERS; n++) {
      int exercise = n;
      Callable<Object> call = () -> write.of(exercise);
      answers.add(callers.submit(call));
    }
    return answers;
  }

  private void insertAll() {
    database.execute(
        "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
            + " select 1, n, true, now(), now() from generate_series(1, %d) n".formatted(WRITERS));
  }

  private static String insertOfHeld() {
    return "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
        + " values (1, %d, true, now(), now())".formatted(HELD);
  }

  private void inOther(String sql) throws SQLException {
    try (var statement = other.createStatement()) {
      statement.execute(sql);
    }
  }

  private int waitingInDatabase() throws SQLException {
    try (var statement = other.createStatement();
        var row =
            statement.executeQuery(
                "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                    + " and datname = current_database()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private int count(String coalescer, String kind) {
    Counter counter =
        metrics.get("coalescer.fallbacks").tags("coalescer", coalescer, "kind", kind).counter();
    return (int) counter.count();
  }

  private static ScoreDraft draft(int exercise) {
    return new ScoreDraft(new ExerciseId(exercise), true);
  }
}
