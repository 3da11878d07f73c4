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

/** Two faults that the judge has to find; each is forced to happen. */
class PlantedFaultsTest {

  private static final Key KEY = new Key(1, 1);
  private static final List<Key> KEYS = List.of(KEY, new Key(1, 2), new Key(2, 1));

  private final Judged store = new JudgedStore(new InMemoryScores());

  @Test
  void anUpsertThatChecksAndThenInsertsIsFound() throws Exception {
    String complaint = complaint(atOnce(2, new CheckThenInsert(store, meeting(2))));
    assertTrue(complaint.contains("AlreadyExists"), complaint);
  }

  @Test
  void soItIsWhereNothingHoldsTheSecondRowBack() throws Exception {
    Judged twoRows = new CheckThenInsert(new RowsWithoutKey(), meeting(2));
    String complaint = complaint(atOnce(2, twoRows));
    assertTrue(complaint.contains("version 1, id 1"), complaint);
    assertTrue(complaint.contains("version 1, id 2"), complaint);
  }

  @Test
  void soItIsAmongManyClients() throws Exception {
    complaint(atOnce(32, new CheckThenInsert(store, meeting(32))));
  }

  @Test
  void aCachedReadIsFound() {
    Judged cached = new CachedReads(store);
    History history = new History();
    history.record(1, KEY, new Upsert(true), cached);
    history.record(2, KEY, new Read(), cached);
    assertEquals(Optional.empty(), Judge.complaint(history));
    history.record(1, KEY, new Upsert(false), cached);
    history.record(2, KEY, new Read(), cached);
    String complaint = complaint(history);
    assertTrue(complaint.contains("Updated"), complaint);
    assertTrue(complaint.contains("Found"), complaint);
  }

  @Test
  void soItIsAmongManyClientsAtRandom() throws Exception {
    complaint(new Clients(32, 30, KEYS, 1).run(new CachedReads(store)));
  }

  @Test
  void withoutAFaultNothingIsFound() throws Exception {
    assertEquals(Optional.empty(), Judge.complaint(atOnce(32, store)));
  }

  private static String complaint(History history) {
    return Judge.complaint(history).orElseThrow(() -> new AssertionError("nothing was found"));
  }

  /** Each upserts the same new pair, once. */
  private static History atOnce(int clients, Judged judged) throws Exception {
    History history = new History();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<CallResult>> answers = new ArrayList<>();
      for (int n = 0; n < clients; n++) {
        int client = n;
        answers.add(threads.submit(() -> history.record(client, KEY, new Upsert(true), judged)));
      }
      for (Future<CallResult> answer : answers) {
        answer.get();
      }
    }
    return history;
  }

  /** Nobody inserts before all have checked. */
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

  /** A table without its unique constraint: what is inserted is there, again and again. */
  private final class RowsWithoutKey implements Judged {
    private long ids;

    @Override
    public synchronized CallResult answer(Key key, Call call) {
      if (call instanceof Call.Add add) {
        return new Added(new Seen(++ids, add.correct(), Histories.NOON, Histories.NOON, 1));
      }
      return store.answer(key, call);
    }
  }
}
