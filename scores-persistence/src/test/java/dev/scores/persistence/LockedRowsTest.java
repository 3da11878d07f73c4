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
 * Concurrent writers, one of whose rows is locked by an open transaction. The others complete in
 * batches while it is locked.
 */
@NotOnCitus
class LockedRowsTest {

  private static final UserId ANN = new UserId(1);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final int WRITERS = 100;
  private static final int LOCKED = 50;

  private static ScoresTestDatabase database;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private CoalescedWrites writes;
  private Connection other;

  @BeforeAll
  static void open() {
    database = ScoresTestDatabase.fresh();
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
            new Coalescers(new ConnectionBudget(16), metrics, null));
    other = database.connect();
    other.setAutoCommit(false);
  }

  @AfterEach
  void end() throws SQLException {
    other.close();
    callers.shutdownNow();
  }

  @Test
  void lockedRowDelaysOnlyItsUpserts() throws Exception {
    insertAll();
    executeInOtherTransaction("select from scores where exercise_id = " + LOCKED + " for update");
    List<Future<?>> results = write(n -> writes.upsert(ANN, draft(n), NOW));
    assertOnlyTheLockedRowWaits(results);
    assertEquals(0, count("upsert", "split"));
    assertEquals(1, count("upsert", "alone"));
  }

  @Test
  void updatedRowDelaysOnlyItsUpdates() throws Exception {
    insertAll();
    executeInOtherTransaction(
        "update scores set correct = not correct where exercise_id = " + LOCKED);
    List<Future<?>> results = write(n -> writes.update(ANN, new ScoreId(n), draft(n), NOW));
    assertOnlyTheLockedRowWaits(results);
    assertEquals(0, count("update", "split"));
    assertEquals(1, count("update", "alone"));
  }

  @Test
  void uncommittedInsertDelaysOnlyItsUpserts() throws Exception {
    executeInOtherTransaction(insertOfHeld());
    List<Future<?>> results = write(n -> writes.upsert(ANN, draft(n), NOW));
    assertOnlyTheLockedRowWaits(results);
    assertFoundByHalving("upsert");
  }

  @Test
  void uncommittedInsertDelaysOnlyItsAdds() throws Exception {
    executeInOtherTransaction(insertOfHeld());
    List<Future<?>> results = write(n -> writes.add(ANN, draft(n), NOW));
    assertOnlyTheLockedRowWaits(results);
    assertFoundByHalving("add");
  }

  /** Only one of them executes its statement; the others wait without a connection. */
  @Test
  void manyWritersOfALockedRowUseOneConnection() throws Exception {
    insertAll();
    executeInOtherTransaction("select from scores where exercise_id = " + LOCKED + " for update");
    Future<?> first = callers.submit(() -> writes.upsert(ANN, draft(LOCKED), NOW));
    while (waitingInDatabase() < 1) {
      Thread.onSpinWait();
    }
    List<Future<?>> more =
        IntStream.range(0, 30)
            .<Future<?>>mapToObj(n -> callers.submit(() -> writes.upsert(ANN, draft(LOCKED), NOW)))
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
  void addDoesNotWaitForAnUpdate() throws Exception {
    insertAll();
    executeInOtherTransaction(
        "update scores set correct = not correct where exercise_id = " + LOCKED);
    writes.add(ANN, draft(LOCKED), NOW);
    assertEquals(0, count("add", "alone"));
  }

  private void assertOnlyTheLockedRowWaits(List<Future<?>> results) throws Exception {
    for (int n = 1; n <= WRITERS; n++) {
      if (n != LOCKED) {
        results.get(n - 1).get(60, SECONDS);
      }
    }
    assertFalse(results.get(LOCKED - 1).isDone());
    other.rollback();
    results.get(LOCKED - 1).get(60, SECONDS);
  }

  /** Seven splits isolate one request of 100. */
  private void assertFoundByHalving(String coalescer) {
    assertTrue(count(coalescer, "split") <= 7, metrics::getMetersAsString);
    assertEquals(1, count(coalescer, "alone"));
  }

  private interface Write {
    Object of(int exercise) throws Exception;
  }

  private List<Future<?>> write(Write write) {
    List<Future<?>> results = new ArrayList<>();
    for (int n = 1; n <= WRITERS; n++) {
      int exercise = n;
      Callable<Object> call = () -> write.of(exercise);
      results.add(callers.submit(call));
    }
    return results;
  }

  private void insertAll() {
    database.execute(
        "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
            + " select 1, n, true, now(), now() from generate_series(1, %d) n".formatted(WRITERS));
  }

  private static String insertOfHeld() {
    return "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
        + " values (1, %d, true, now(), now())".formatted(LOCKED);
  }

  private void executeInOtherTransaction(String sql) throws SQLException {
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
