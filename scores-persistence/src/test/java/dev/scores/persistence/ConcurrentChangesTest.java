package dev.scores.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.Changes;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
 * times; some are rolled back. They add, update and remove scores. After 100 000 changes its
 * replica equals the table. Two plausible readers, which are correct only for sequential writers,
 * must miss changes.
 */
@NotOnCitus
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
    Set<Long> seen = new HashSet<>();
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
        for (ScoreEvent event : found.events()) {
          assertTrue(seen.add(event.sequence()), event::toString);
          apply(event, copy);
        }
        cursor = found.next();
        more = !found.events().isEmpty() || (ended && !isFeedComplete());
      }
      for (Future<?> writer : all) {
        writer.get();
      }
    }
    assertTrue(committed.get() >= atLeast, committed::toString);
    return copy;
  }

  private static void apply(ScoreEvent event, Map<Long, Integer> copy) {
    Score score = event.score();
    if (event.type() == ScoreEvent.Type.REMOVED) {
      copy.remove(score.id().value());
    } else {
      copy.put(score.id().value(), score.version());
    }
  }

  /** Adds, updates and removes scores of the writer's own user. */
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
        int removed = 0;
        if (random.nextInt(4) == 0) {
          removed =
              statement.executeUpdate(
                  "delete from scores where user_id = %d and exercise_id between %d and %d"
                      .formatted(user, from, from + size / 4));
        }
        if (random.nextInt(3) == 0) {
          LockSupport.parkNanos(random.nextInt(30) * 1_000_000L);
        }
        if (random.nextInt(8) == 0) {
          connection.rollback();
        } else {
          connection.commit();
          committed.addAndGet(size + removed);
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
        select %s as place, sequence, type = 'r' as removed, %s
        from score_events event where %s order by %s limit ?
        """
            .formatted(place, ScoreSql.EVENT_COLUMNS, behind, order);
    return new Changes() {
      @Override
      public ChangePage since(ChangeCursor cursor, int limit) {
        List<ScoreEvent> events =
            reading.rows(
                sql,
                ConcurrentChangesTest::event,
                Long.toString(cursor.position()),
                cursor.sequence(),
                limit);
        return new Changed(events, events.isEmpty() ? cursor : events.getLast().cursor());
      }

      @Override
      public ChangeCursor latest() {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static ScoreEvent event(ResultSet row) throws SQLException {
    Score score = ScoreRow.read(row, 4).score();
    return new ScoreEvent(
        new ChangeCursor(row.getLong("place"), row.getLong("sequence")),
        row.getBoolean("removed") ? ScoreEvent.Type.REMOVED : ScoreEvent.Type.UPDATED,
        score.updatedAt(),
        score.correct(),
        score,
        new Writer.Owner());
  }
}
