package dev.scores.faults.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.InMemoryScores;
import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.Call.Upsert;
import dev.scores.faults.linearizability.CallResult.Added;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two planted faults that the checker has to find. */
class PlantedFaultsTest {

  private static final ScoreKey KEY = new ScoreKey(1, 1);
  private static final List<ScoreKey> KEYS = List.of(KEY, new ScoreKey(1, 2), new ScoreKey(2, 1));

  private final CheckedStore store = new DomainStore(new InMemoryScores());

  @Test
  void checkThenInsertIsFound() throws Exception {
    String violation = violation(atOnce(2, new CheckThenInsert(store, meeting(2))));
    assertTrue(violation.contains("AlreadyExists"), violation);
  }

  @Test
  void duplicateRowIsFound() throws Exception {
    CheckedStore twoRows = new CheckThenInsert(new RowsWithoutKey(), meeting(2));
    String violation = violation(atOnce(2, twoRows));
    assertTrue(violation.contains("version 1, id 1"), violation);
    assertTrue(violation.contains("version 1, id 2"), violation);
  }

  @Test
  void checkThenInsertIsFoundAmongManyClients() throws Exception {
    violation(atOnce(32, new CheckThenInsert(store, meeting(32))));
  }

  @Test
  void cachedReadIsFound() {
    CheckedStore cached = new CachedReads(store);
    History history = new History();
    history.record(1, KEY, new Upsert(true), cached);
    history.record(2, KEY, new Read(), cached);
    assertEquals(Optional.empty(), LinearizabilityChecker.violation(history));
    history.record(1, KEY, new Upsert(false), cached);
    history.record(2, KEY, new Read(), cached);
    String violation = violation(history);
    assertTrue(violation.contains("Updated"), violation);
    assertTrue(violation.contains("Found"), violation);
  }

  @Test
  void cachedReadIsFoundAmongManyClients() throws Exception {
    violation(new RandomClients(32, 30, KEYS, 1).run(new CachedReads(store)));
  }

  @Test
  void correctStorePasses() throws Exception {
    assertEquals(Optional.empty(), LinearizabilityChecker.violation(atOnce(32, store)));
  }

  private static String violation(History history) {
    return LinearizabilityChecker.violation(history)
        .orElseThrow(() -> new AssertionError("nothing was found"));
  }

  /** Each client upserts the same new key once. */
  private static History atOnce(int clients, CheckedStore store) throws Exception {
    History history = new History();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<CallResult>> results = new ArrayList<>();
      for (int n = 0; n < clients; n++) {
        int client = n;
        results.add(threads.submit(() -> history.record(client, KEY, new Upsert(true), store)));
      }
      for (Future<CallResult> result : results) {
        result.get();
      }
    }
    return history;
  }

  /** No client inserts before all have checked. */
  private static Runnable meeting(int clients) {
    CyclicBarrier all = new CyclicBarrier(clients);
    return () -> {
      try {
        all.await();
      } catch (InterruptedException | BrokenBarrierException stopped) {
        throw new IllegalStateException(stopped);
      }
    };
  }

  /** A table without its unique constraint, which accepts duplicates. */
  private final class RowsWithoutKey implements CheckedStore {
    private long ids;

    @Override
    public synchronized CallResult invoke(ScoreKey key, Call call) {
      if (call instanceof Call.Add add) {
        return new Added(
            new ObservedScore(++ids, add.correct(), HistoryFixtures.NOON, HistoryFixtures.NOON, 1));
      }
      return store.invoke(key, call);
    }
  }
}
