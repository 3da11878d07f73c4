package dev.scores.persistence;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.UpdateOutcome;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Scores;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import dev.scores.domain.testkit.ScoresContract;
import dev.scores.domain.testkit.ScoresModelContract;
import dev.scores.domain.testkit.ScoresRacesContract;
import dev.scores.persistence.BulkScoreStatements.Write;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The port's contract with coalescing on, and the behaviour of batches. */
@NotOnCitus
class CoalescedScoresTest {

  private static final UserId ANN = new UserId(1);
  private static final UserId BOB = new UserId(2);
  private static final ScoreDraft LOOPS = new ScoreDraft(new ExerciseId(1), true);
  private static final ScoreDraft MAPS = new ScoreDraft(new ExerciseId(2), true);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");

  private static ScoresTestDatabase database;

  @BeforeAll
  static void open() {
    database = ScoresTestDatabase.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static Scores emptyScores() {
    database.execute("truncate scores");
    return database.coalesced();
  }

  @Nested
  class Rules extends ScoresContract {
    @Override
    protected Scores emptyStore() {
      return emptyScores();
    }
  }

  @Nested
  class Races extends ScoresRacesContract {
    @Override
    protected Scores emptyStore() {
      return emptyScores();
    }
  }

  @Nested
  class Model extends ScoresModelContract {
    @Override
    protected Scores emptyStore() {
      return emptyScores();
    }
  }

  @Nested
  class StickyModel extends ScoresModelContract {

    private static ScoresTestDatabase sticky;

    @BeforeAll
    static void open() {
      sticky = database.with(ScorePolicy.STICKY);
    }

    @AfterAll
    static void close() {
      sticky.close();
    }

    @Override
    protected Scores emptyStore() {
      emptyScores();
      return sticky.coalesced();
    }

    @Override
    protected ScorePolicy policy() {
      return ScorePolicy.STICKY;
    }
  }

  @Test
  void coalescingCanBeTurnedOff() {
    assertInstanceOf(CoalescedScores.class, database.context().getBean(Scores.class));
    try (ScoresTestDatabase off =
        ScoresTestDatabase.at(database.address(), Map.of("scores.coalescing", "off"))) {
      assertInstanceOf(JdbcScores.class, off.context().getBean(Scores.class));
    }
  }

  @Test
  void eachRowOfABatchHasItsOwnTimeAndOutcome() {
    Scores scores = emptyScores();
    scores.add(ANN, LOOPS, NOW);
    BulkScoreStatements batches = database.context().getBean(BulkScoreStatements.class);
    List<ScoreRow> rows =
        batches.upsert(
            List.of(
                new Write(BOB, LOOPS, NOW.plusNanos(1000)),
                new Write(ANN, MAPS, NOW.plusNanos(2000)),
                new Write(ANN, LOOPS, NOW.plusNanos(3000))));
    assertEquals(
        List.of(
            "1 1 2 2026-03-01T12:00:00.123459Z",
            "1 2 1 2026-03-01T12:00:00.123458Z",
            "2 1 1 2026-03-01T12:00:00.123457Z"),
        rows.stream()
            .map(
                it ->
                    "%d %d %d %s"
                        .formatted(it.userId(), it.exerciseId(), it.version(), it.updatedAt()))
            .sorted()
            .toList());
  }

  /** The versions show that no row is updated twice. */
  @Test
  void lockedRowDelaysOnlyItsOwnWriter() throws Exception {
    Scores scores = emptyScores();
    scores.add(ANN, LOOPS, NOW);
    ScoreId maps = assertInstanceOf(Added.class, scores.add(ANN, MAPS, NOW)).score().id();
    ScoreId loops = scores.find(ANN, LOOPS.exercise()).orElseThrow().id();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        Connection somebody = database.connect();
        Statement statement = somebody.createStatement()) {
      somebody.setAutoCommit(false);
      statement.execute("select from scores where id = " + loops.value() + " for update");
      Future<?> upsert = callers.submit(() -> scores.upsert(ANN, LOOPS, NOW));
      Future<UpdateOutcome> update = callers.submit(() -> scores.update(ANN, loops, LOOPS, NOW));
      await("select count(*) = 2 from pg_stat_activity where wait_event_type = 'Lock'");
      assertInstanceOf(Updated.class, scores.upsert(ANN, MAPS, NOW));
      assertInstanceOf(Updated.class, scores.update(ANN, maps, MAPS, NOW));
      assertInstanceOf(Added.class, scores.add(BOB, LOOPS, NOW));
      assertEquals(maps, scores.find(maps).orElseThrow().id());
      assertTrue(!upsert.isDone() && !update.isDone());
      somebody.rollback();
      assertInstanceOf(Updated.class, upsert.get(10, SECONDS));
      assertInstanceOf(Updated.class, update.get(10, SECONDS));
    }
    assertEquals(3, scores.find(loops).orElseThrow().version());
  }

  @Test
  void failingRequestDoesNotFailItsBatch() throws Exception {
    Scores scores = emptyScores();
    database.execute(
        "alter table scores add constraint not_thirteen check (exercise_id <> 13) not valid");
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 20; round++) {
        Instant at = NOW.plusSeconds(round);
        List<Future<Object>> results = new java.util.ArrayList<>();
        for (int exercise = 5; exercise < 20; exercise++) {
          ScoreDraft draft = new ScoreDraft(new ExerciseId(exercise), true);
          results.add(
              callers.submit(
                  () -> {
                    try {
                      return scores.upsert(ANN, draft, at);
                    } catch (IllegalStateException rejected) {
                      return rejected.getMessage();
                    }
                  }));
        }
        long rejected = 0;
        for (Future<Object> result : results) {
          rejected += result.get() instanceof String ? 1 : 0;
        }
        assertEquals(1, rejected);
      }
    } finally {
      database.execute("alter table scores drop constraint not_thirteen");
    }
  }

  /** Users with short and long lists, requested with different limits. */
  @Test
  void eachCallerGetsItsOwnList() throws Exception {
    Scores scores = emptyScores();
    int[] sizes = {0, 1, CoalescedLists.SHORT, CoalescedLists.SHORT + 1, 3 * CoalescedLists.SHORT};
    for (int user = 1; user <= sizes.length; user++) {
      database.execute(
          "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
              + " select %d, n, true, now(), now() from generate_series(%d, 1, -1) n"
                  .formatted(user, sizes[user - 1]));
    }
    int[] limits = {1, CoalescedLists.SHORT, CoalescedLists.SHORT + 1, 1001};
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<Future<List<Score>>, List<Score>> results = new HashMap<>();
      JdbcScores single = database.context().getBean(JdbcScores.class);
      for (int round = 0; round < 50; round++) {
        Selection own = Selection.all().ofUser(new UserId(1 + round % sizes.length));
        for (int limit : limits) {
          List<Score> expected = single.page(own, Cursor.start(), limit);
          results.put(callers.submit(() -> scores.page(own, Cursor.start(), limit)), expected);
        }
      }
      for (Map.Entry<Future<List<Score>>, List<Score>> result : results.entrySet()) {
        assertEquals(result.getValue(), result.getKey().get(10, SECONDS));
      }
    }
  }

  @Test
  void updateOfAnUnknownIdReturnsNoSuchScore() {
    assertEquals(
        new NoSuchScore(), emptyScores().update(ANN, new ScoreId(Long.MAX_VALUE), LOOPS, NOW));
  }

  /** Polls outside of a transaction, which would see the same activity until its end. */
  private static void await(String condition) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      boolean met = false;
      while (!met) {
        try (var row = statement.executeQuery(condition)) {
          row.next();
          met = row.getBoolean(1);
        }
        Thread.onSpinWait();
      }
    }
  }
}
