package dev.scores.faults.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.InMemoryScores;
import dev.scores.faults.linearizability.CallResult.Unknown;
import dev.scores.faults.linearizability.CallResult.WithScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Histories of 32 threads on an atomic store. */
class ConcurrentHistoriesTest {

  private static final List<ScoreKey> KEYS =
      List.of(new ScoreKey(1, 1), new ScoreKey(1, 2), new ScoreKey(2, 1));

  private static final int CLIENTS = 32;
  private static final int EACH = 30;

  @RepeatedTest(20)
  void atomicStoreIsLinearizable(RepetitionInfo repetition) throws Exception {
    History history = clients(repetition).run(new DomainStore(new InMemoryScores()));
    assertEquals(CLIENTS * EACH, history.size());
    assertEquals(Optional.empty(), LinearizabilityChecker.violation(history));
  }

  @RepeatedTest(5)
  void lostResponsesDoNotMatter(RepetitionInfo repetition) throws Exception {
    CheckedStore store = new DomainStore(new InMemoryScores());
    AtomicInteger calls = new AtomicInteger();
    History history =
        clients(repetition)
            .run(
                (key, call) ->
                    switch (calls.incrementAndGet() % 20) {
                      case 0 -> new Unknown("not done");
                      case 1 -> {
                        store.invoke(key, call);
                        yield new Unknown("done, not returned");
                      }
                      default -> store.invoke(key, call);
                    });
    assertEquals(calls.get(), history.size());
    assertTrue(history.unknown() >= calls.get() / 10 - 1);
    assertEquals(Optional.empty(), LinearizabilityChecker.violation(history));
  }

  @RepeatedTest(5)
  void oneWrongResultIsFound(RepetitionInfo repetition) throws Exception {
    History history = clients(repetition).run(new DomainStore(new InMemoryScores()));
    for (List<ScoreOperation> operations : history.byKey().values()) {
      for (int i = repetition.getCurrentRepetition(); i < operations.size(); i += 30) {
        ScoreOperation operation = operations.get(i);
        if (operation.result() instanceof WithScore shown) {
          List<ScoreOperation> corrupted = new ArrayList<>(operations);
          corrupted.set(i, RandomHistories.withAnswer(operation, RandomHistories.opposite(shown)));
          assertTrue(
              Search.of(corrupted, HistoryFixtures.MAX_CONFIGURATIONS)
                  instanceof CheckResult.NotLinearizable);
        }
      }
    }
  }

  @Test
  void clientsContinueDuringADisruption() throws Exception {
    CheckedStore store = new DomainStore(new InMemoryScores());
    AtomicInteger calls = new AtomicInteger();
    History history =
        new RandomClients(4, 10, KEYS, 1)
            .run(
                (key, call) -> {
                  calls.incrementAndGet();
                  return store.invoke(key, call);
                },
                () -> {
                  int before = calls.get();
                  while (calls.get() < before + 8) {
                    Thread.onSpinWait();
                  }
                });
    assertTrue(history.size() >= 48);
    assertEquals(Optional.empty(), LinearizabilityChecker.violation(history));
  }

  @Test
  void exceptionOfTheDisruptionIsThrown() {
    RandomClients clients = new RandomClients(2, 2, KEYS, 1);
    CheckedStore store = new DomainStore(new InMemoryScores());
    assertThrows(
        IllegalStateException.class,
        () ->
            clients.run(
                store,
                () -> {
                  throw new IllegalStateException("planted");
                }));
  }

  private static RandomClients clients(RepetitionInfo repetition) {
    return new RandomClients(CLIENTS, EACH, KEYS, repetition.getCurrentRepetition());
  }
}
