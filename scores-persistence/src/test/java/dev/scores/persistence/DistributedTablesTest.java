package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.AttemptCursor;
import dev.scores.domain.Batch;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Changes;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.ScoresUnavailable;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import dev.scores.domain.Writer;
import dev.scores.persistence.DistributedTables.CannotDistributeException;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Tables become distributed while they are written, and the feed is complete on all nodes. */
@EnabledIfSystemProperty(named = CitusCluster.NODES, matches = ".+")
class DistributedTablesTest {

  private static final Writer GRADER = new Writer.Grader("sa_grader");
  private static final int USERS = 20;
  private static final int WRITERS = 4;
  private static final int BATCHES = 50;

  private static final class InterruptedCommand extends RuntimeException {

    private static final long serialVersionUID = 1;
  }

  private ScoresTestDatabase database;

  @BeforeEach
  void open() {
    database = ScoresTestDatabase.at(CitusCluster.freshDatabase(), Map.of());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void writesGoOnWhileTablesAreDistributed() throws Exception {
    for (int exercise = 1; exercise <= 100; exercise++) {
      database.scores().upsert(batch(exercise), GRADER, Instant.EPOCH);
    }
    AtomicBoolean isDone = new AtomicBoolean();
    int written = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> writer = threads.submit(() -> writeUntil(isDone));
      try {
        assertEquals("The tables are distributed.", distribute().getLast());
      } finally {
        isDone.set(true);
      }
      written = writer.get();
    }
    assertTrue(written > 0);
    assertEquals(100 * USERS + written, events(database.changes()).size());
    assertEquals(100 * USERS + 1, database.reports().ofAll().attempted());
    assertEquals(
        List.of(
            "Replacing functions and triggers.",
            "score_events is distributed already.",
            "scores is distributed already.",
            "The tables are distributed."),
        distribute());
  }

  @Test
  void distributedTablesAreMigrated() throws Exception {
    URI address = CitusCluster.freshDatabase();
    try (ScoresTestDatabase before = ScoresTestDatabase.atLevel(address, "16")) {
      CitusCluster.distribute(before);
    }
    try (ScoresTestDatabase now = ScoresTestDatabase.at(address, Map.of())) {
      CitusCluster.distribute(now);
      now.scores().upsert(batch(1), GRADER, Instant.EPOCH);
      now.scores().upsert(batch(1), GRADER, Instant.EPOCH);
      assertEquals(USERS, now.reports().ofAll().attempted());
      assertEquals(2 * USERS, now.reports().ofAll().attempts());
    }
  }

  /** Between the tables, what reads both is unavailable. */
  @Test
  void interruptionsAreRepaired() throws Exception {
    UserId user = new UserId(1);
    database.scores().upsert(batch(1), GRADER, Instant.EPOCH);
    for (String last :
        List.of(
            "Replacing functions and triggers.",
            "Replacing the primary key of scores.",
            "Distributing score_events.",
            "Distributing scores.")) {
      assertThrows(InterruptedCommand.class, () -> distributeUntil(last));
    }
    assertThrows(
        ScoresUnavailable.class,
        () -> database.attempts().of(user, new ExerciseId(1), AttemptCursor.start(), 10));
    assertThrows(ScoresUnavailable.class, this::byTime);
    assertEquals("The tables are distributed.", distribute().getLast());
    database.scores().upsert(batch(1), GRADER, Instant.EPOCH);
    assertEquals(USERS, byTime().size());
    assertEquals(2 * USERS, events(database.changes()).size());
    assertEquals(
        2,
        database
            .attempts()
            .of(user, new ExerciseId(1), AttemptCursor.start(), 10)
            .orElseThrow()
            .attempts()
            .size());
  }

  /** Each ends on the coordinator before it ends on the nodes. */
  @Test
  void feedMissesNoWriteToSeveralNodes() throws Exception {
    distribute();
    Changes changes = database.changes();
    Set<Long> seen = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int n = 0; n < WRITERS; n++) {
        int first = n * BATCHES;
        writers.add(
            threads.submit(
                () ->
                    IntStream.rangeClosed(1, BATCHES)
                        .forEach(
                            batch ->
                                database
                                    .scores()
                                    .upsert(batch(first + batch), GRADER, Instant.EPOCH))));
      }
      ChangeCursor cursor = ChangeCursor.start();
      boolean isComplete = false;
      while (!isComplete) {
        boolean isShown = writers.stream().allMatch(Future::isDone) && !isHeldUp();
        Changed page = (Changed) changes.since(cursor, Changes.MAX_PAGE);
        page.events().forEach(event -> assertTrue(seen.add(event.sequence()), event::toString));
        isComplete = isShown && page.events().isEmpty();
        cursor = page.next();
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    }
    assertEquals(WRITERS * BATCHES * USERS, seen.size());
  }

  /** As after a crash of the coordinator between the two phases of a commit. */
  @Test
  void feedWaitsForPreparedTransactionsForASecond() throws Exception {
    distribute();
    database.scores().upsert(batch(1), GRADER, Instant.EPOCH);
    CitusCluster.executeOnLastNode(
        database, "begin; select pg_current_xact_id(); prepare transaction 'citus_99_1_1_1'");
    assertThrows(ScoresUnavailable.class, () -> database.changes().latest());
    CitusCluster.executeOnLastNode(database, "rollback prepared 'citus_99_1_1_1'");
    assertEquals(USERS, events(database.changes()).size());
  }

  /** Repeats what fails while Citus replaces a table. Nothing is written then. */
  private int writeUntil(AtomicBoolean isDone) {
    int written = 0;
    while (!isDone.get()) {
      try {
        database
            .scores()
            .upsert(new UserId(1000), new ScoreDraft(new ExerciseId(1), true), Instant.EPOCH);
        written++;
      } catch (ScoresUnavailable replaced) {
        Thread.onSpinWait();
      }
    }
    return written;
  }

  private List<Score> byTime() {
    return database.scores().page(Selection.all().updatedSince(Instant.EPOCH), Cursor.start(), 100);
  }

  private void distributeUntil(String last) throws SQLException, CannotDistributeException {
    try (Connection connection = database.connect()) {
      DistributedTables.create(
          connection,
          step -> {
            if (step.equals(last)) {
              throw new InterruptedCommand();
            }
          });
    }
  }

  private List<String> distribute() throws SQLException, CannotDistributeException {
    List<String> steps = new ArrayList<>();
    try (Connection connection = database.connect()) {
      DistributedTables.create(connection, steps::add);
    }
    return steps;
  }

  /** A score of each user. */
  private static Batch batch(int exercise) {
    ScoreDraft draft = new ScoreDraft(new ExerciseId(exercise), true);
    return new Batch(
        IntStream.rangeClosed(1, USERS)
            .mapToObj(user -> new Batch.Entry(new UserId(user), draft))
            .toList());
  }

  private List<ScoreEvent> events(Changes changes) {
    List<ScoreEvent> events = new ArrayList<>();
    ChangeCursor cursor = ChangeCursor.start();
    boolean isComplete = false;
    while (!isComplete) {
      boolean isShown = !isHeldUp();
      Changed page = (Changed) changes.since(cursor, Changes.MAX_PAGE);
      events.addAll(page.events());
      isComplete = isShown && page.events().isEmpty();
      cursor = page.next();
    }
    return events;
  }

  /**
   * Whether another transaction of the server delays the last events. In two statements: a node
   * would compare the last one with its own transactions.
   */
  private boolean isHeldUp() {
    ReadQuery query = database.context().getBean(ReadQuery.class);
    String last =
        query
            .rows(
                "select transaction from score_events order by transaction desc limit 1",
                row -> row.getString(1))
            .getFirst();
    return query
        .rows(
            "select cast(? as xid8) >= pg_snapshot_xmin(pg_current_snapshot())",
            row -> row.getBoolean(1),
            last)
        .getFirst();
  }
}
