package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Changes;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreId;
import dev.scores.domain.UserId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A reader of the change feed beside eight writers whose transactions stay open for different
 * times; some are rolled back. After 100 000 changes its replica equals the table. Two plausible
 * readers, which are correct only for sequential writers, must miss changes.
 */
class ConcurrentChangesTest {

  private static final int WRITERS = 8;
  private static final int CHANGES = 100_000;
  private static final int MOST_AT_ONCE = 200;

  private ScoresTestDatabase database;

  @BeforeEach
  void open() {
    database = ScoresTestDatabase.fresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void replicaMissesNoChange() throws Exception {
    assertEquals(Set.of(), missed(copyKeptBy(database.changes(), CHANGES)));
  }

  @Test
  void readerWithoutTheBoundMissesChanges() throws Exception {
    Changes unbound =
        naive(
            "transaction::text::bigint",
            "(transaction, sequence) > (?::text::xid8, ?)",
            "transaction, sequence");
    Map<Long, Integer> copy = copyKeptBy(unbound, CHANGES / 2);
    assertNotEquals(Set.of(), missed(copy));
  }

  @Test
  void readerByTimeMissesChanges() throws Exception {
    Changes byTime =
        naive(
            "(extract(epoch from at) * 1000000)::bigint",
            "((extract(epoch from at) * 1000000)::bigint, sequence) > (?::text::bigint, ?)",
            "at, sequence");
    Map<Long, Integer> copy = copyKeptBy(byTime, CHANGES / 2);
    assertNotEquals(Set.of(), missed(copy));
  }

  /** Reads until the writers have ended and the feed is empty. */
  private Map<Long, Integer> copyKeptBy(Changes changes, int atLeast)
      throws ExecutionException, InterruptedException, SQLException {
    AtomicLong committed = new AtomicLong();
    Map<Long, Integer> copy = new HashMap<>();
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> all = new ArrayList<>();
      for (int n = 0; n < WRITERS; n++) {
        int user = n + 1;
        all.add(
            writers.submit(
                () -> {
                  write(user, committed, atLeast);
                  return null;
                }));
      }
      ChangeCursor cursor = ChangeCursor.start();
      boolean ended = false;
      boolean more = true;
      while (!ended || more) {
        ended = all.stream().allMatch(Future::isDone);
        Changed found = (Changed) changes.since(cursor, Changes.MAX_PAGE);
        for (Score score : found.scores()) {
          copy.put(score.id().value(), score.version());
        }
        cursor = found.next();
        more = !found.scores().isEmpty() || (ended && !isFeedComplete());
      }
      for (Future<?> writer : all) {
        writer.get();
      }
    }
    assertTrue(committed.get() >= atLeast, committed::toString);
    return copy;
  }

  /** Adds and updates scores of the writer's own user. */
  private void write(int user, AtomicLong committed, int atLeast) throws SQLException {
    Random random = new Random(user);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      int next = 1;
      while (committed.get() < atLeast) {
        int size = 1 + random.nextInt(MOST_AT_ONCE);
        int from = random.nextBoolean() ? next : 1 + random.nextInt(next);
        statement.executeUpdate(
            """
            insert into scores (user_id, exercise_id, correct, created_at, updated_at)
            select %d, e, true, clock_timestamp(), clock_timestamp()
            from generate_series(%d, %d) e
            on conflict (user_id, exercise_id) do update
            set correct = not scores.correct, updated_at = clock_timestamp()
            """
                .formatted(user, from, from + size - 1));
        next = Math.max(next, from + size);
        if (random.nextInt(3) == 0) {
          LockSupport.parkNanos(random.nextInt(30) * 1_000_000L);
        }
        if (random.nextInt(8) == 0) {
          connection.rollback();
        } else {
          connection.commit();
          committed.addAndGet(size);
        }
      }
    }
  }

  /** Whether no transaction delays changes; background tasks of the server may, briefly. */
  private boolean isFeedComplete() {
    return database
        .context()
        .getBean(ReadQuery.class)
        .rows(
            """
            select coalesce(
              pg_snapshot_xmin(pg_current_snapshot())
                > (select transaction from score_events order by transaction desc limit 1), true)
            """,
            row -> row.getBoolean(1))
        .getFirst();
  }

  /** The ids of scores that differ between the replica and the table. */
  private Set<Long> missed(Map<Long, Integer> copy) throws SQLException {
    Map<Long, Integer> table = table();
    assertFalse(table.isEmpty());
    Set<Map.Entry<Long, Integer>> wrong = new HashSet<>(table.entrySet());
    wrong.removeAll(copy.entrySet());
    Set<Long> ids = new HashSet<>(copy.keySet());
    ids.removeAll(table.keySet());
    wrong.forEach(entry -> ids.add(entry.getKey()));
    return ids;
  }

  private Map<Long, Integer> table() throws SQLException {
    Map<Long, Integer> versions = new HashMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id, version from scores")) {
      while (rows.next()) {
        versions.put(rows.getLong(1), rows.getInt(2));
      }
    }
    return versions;
  }

  /** A plausible but wrong reader. */
  private Changes naive(String place, String behind, String order) {
    ReadQuery reading = database.context().getBean(ReadQuery.class);
    String sql =
        """
        select %s as place, sequence, score_id as id, user_id, exercise_id, correct, created_at,
          at as updated_at, version
        from score_events where %s order by %s limit ?
        """
            .formatted(place, behind, order);
    return (cursor, limit) -> {
      List<Score> scores = new ArrayList<>();
      List<ChangeCursor> places = new ArrayList<>();
      reading.rows(
          sql,
          row -> {
            places.add(new ChangeCursor(row.getLong("place"), row.getLong("sequence")));
            return scores.add(
                new Score(
                    new ScoreId(row.getLong("id")),
                    new UserId(row.getInt("user_id")),
                    new ExerciseId(row.getInt("exercise_id")),
                    row.getBoolean("correct"),
                    row.getObject("created_at", OffsetDateTime.class).toInstant(),
                    row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                    row.getInt("version")));
          },
          Long.toString(cursor.position()),
          cursor.tieBreaker(),
          limit);
      return new Changed(scores, places.isEmpty() ? cursor : places.getLast());
    };
  }
}
