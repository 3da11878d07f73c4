package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.Batch;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.UserId;
import io.micronaut.data.annotation.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Overlapping batches lock their rows in the same order, so they cannot deadlock. */
@NotOnCitus
class BatchOrderTest {

  private static final UserId ANN = new UserId(1);
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static ScoresTestDatabase database;

  @BeforeAll
  static void open() {
    database = ScoresTestDatabase.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void empty() {
    database.execute("truncate scores restart identity");
  }

  @Test
  void rowsAreInsertedInOrderOfExercise() {
    database.scores().upsert(batch(new Random(7), 200), NOW);
    List<Integer> byId =
        IntStream.rangeClosed(1, 200)
            .mapToObj(
                n ->
                    database
                        .scores()
                        .find(new dev.scores.domain.ScoreId(n))
                        .orElseThrow()
                        .exercise()
                        .value())
            .toList();
    assertEquals(IntStream.rangeClosed(1, 200).boxed().toList(), byId);
  }

  @Test
  void sortIsDirectlyBelowTheInsert() throws SQLException {
    for (int rows : new int[] {0, 20_000}) {
      database.execute(
          "insert into scores (user_id, exercise_id, correct, created_at, updated_at)"
              + " select 1 + n / 100, 1 + n % 100, true, now(), now() from generate_series(1, "
              + rows
              + ") n on conflict do nothing");
      database.execute("analyze scores");
      List<String> plan = plan();
      List<String> belowTheInsert =
          plan.stream().dropWhile(line -> !line.contains("Insert on scores ")).skip(1).toList();
      String input =
          belowTheInsert.stream().filter(line -> line.contains("->")).findFirst().orElseThrow();
      assertTrue(input.contains("Subquery Scan") || input.contains("Sort"), plan::toString);
      assertEquals(
          1,
          plan.stream()
              .filter(line -> line.contains("Sort Key: draft.user_id, draft.exercise_id"))
              .count());
      assertTrue(plan.stream().noneMatch(line -> line.contains("Gather")), plan::toString);
    }
  }

  @Test
  void batchesAndSingleWritesDoNotDeadlock() throws Exception {
    int callers = 8;
    int rounds = 130;
    List<Future<?>> races = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      for (int n = 0; n < callers; n++) {
        Random random = new Random(n);
        boolean single = n % 4 == 0;
        races.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < rounds; round++) {
                    Batch batch = batch(random, 100);
                    if (single) {
                      batch
                          .entries()
                          .subList(0, 10)
                          .forEach(entry -> database.scores().upsert(ANN, entry.draft(), NOW));
                    } else {
                      database.scores().upsert(batch, NOW);
                    }
                  }
                }));
      }
      for (Future<?> race : races) {
        race.get(); // A deadlock would be thrown here.
      }
    }
    long written = 6L * rounds * 100 + 2L * rounds * 10;
    assertEquals(100 + "," + written, one("select count(*) || ',' || sum(version) from scores"));
  }

  @Test
  void coalescedWritesAndBatchesDoNotDeadlock() throws Exception {
    int exercises = 40;
    database.scores().upsert(batch(new Random(1), exercises), NOW);
    List<Future<?>> races = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 0; n < 48; n++) {
        Random random = new Random(n);
        int kind = n % 8;
        races.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 40; round++) {
                    int exercise = 1 + random.nextInt(exercises);
                    ScoreDraft draft =
                        new ScoreDraft(new ExerciseId(exercise), random.nextBoolean());
                    switch (kind) {
                      case 0 -> database.scores().upsert(batch(random, exercises), NOW);
                      case 1, 2, 3 -> database.coalesced().update(ANN, id(exercise), draft, NOW);
                      default -> database.coalesced().upsert(ANN, draft, NOW);
                    }
                  }
                }));
      }
      for (Future<?> race : races) {
        race.get(); // A deadlock would be thrown here.
      }
    }
    long written = exercises + 6L * 40 * exercises + 42L * 40;
    assertEquals(
        exercises + "," + written, one("select count(*) || ',' || sum(version) from scores"));
  }

  @Test
  void coalescedInsertsAreSorted() throws SQLException {
    for (String sql :
        List.of(BulkScoreStatements.INSERT, BulkScoreStatements.upsert(ScorePolicy.LATEST))) {
      List<String> plan =
          plan(
              sql.replace(
                  "unnest(?, ?, ?, ?)",
                  "unnest(array[2, 1], array[1, 2], array[true, true], array[0, 1])"));
      int insert =
          plan.stream().map(line -> line.contains("Insert on scores")).toList().indexOf(true);
      assertTrue(insert >= 0, plan::toString);
      assertTrue(
          plan.subList(insert, insert + 7).stream().anyMatch(line -> line.contains("Sort ")),
          plan::toString);
    }
  }

  /** Rows are inserted in order of exercise, so this is also the id. */
  private static dev.scores.domain.ScoreId id(int exercise) {
    return new dev.scores.domain.ScoreId(exercise);
  }

  /** A batch of that many exercises in random order. */
  private static Batch batch(Random random, int size) {
    List<ScoreDraft> drafts =
        new ArrayList<>(
            IntStream.rangeClosed(1, size)
                .mapToObj(n -> new ScoreDraft(new ExerciseId(n), random.nextBoolean()))
                .toList());
    Collections.shuffle(drafts, random);
    return Batch.of(ANN, drafts);
  }

  /** The plan of the repository's statement. */
  private static List<String> plan() throws SQLException {
    String sql =
        Arrays.stream(ScoreRows.class.getMethods())
            .filter(method -> method.getName().equals("upsertAll"))
            .map(method -> method.getAnnotation(Query.class).value())
            .findFirst()
            .orElseThrow()
            .replace(":userIds", "array[1, 1, 1]")
            .replace(":exerciseIds", "array[3, 1, 2]")
            .replace(":correctFlags", "array[true, false, true]")
            .replace(":writtenBy", "null")
            .replace(":at", "now()")
            .replace(":sticky", "false");
    return plan(sql);
  }

  private static List<String> plan(String sql) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement explain = connection.prepareStatement("explain " + sql);
        ResultSet lines = explain.executeQuery()) {
      List<String> plan = new ArrayList<>();
      while (lines.next()) {
        plan.add(lines.getString(1));
      }
      return plan;
    }
  }

  private static String one(String sql) throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getString(1);
    }
  }
}
