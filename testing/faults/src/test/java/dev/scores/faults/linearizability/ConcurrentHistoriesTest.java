package dev.scores.faults.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.InMemoryScores;
import dev.scores.faults.linearizability.CallResult.Shown;
import dev.scores.faults.linearizability.CallResult.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Histories that 32 threads make, of a store that is atomic. */
class ConcurrentHistoriesTest {

  private static final List<Key> KEYS = List.of(new Key(1, 1), new Key(1, 2), new Key(2, 1));

  private static final int CLIENTS = 32;
  private static final int EACH = 30;

  @RepeatedTest(20)
  void anAtomicStoreIsLinearizable(RepetitionInfo repetition) throws Exception {
    History history = clients(repetition).run(new JudgedStore(new InMemoryScores()));
    assertEquals(CLIENTS * EACH, history.size());
    assertEquals(Optional.empty(), Judge.complaint(history));
  }

  @RepeatedTest(5)
  void soItIsWhereAnswersAreLost(RepetitionInfo repetition) throws Exception {
    Judged store = new JudgedStore(new InMemoryScores());
    AtomicInteger asked = new AtomicInteger();
    History history =
        clients(repetition)
            .run(
                (key, call) ->
                    switch (asked.incrementAndGet() % 20) {
                      case 0 -> new Unknown("not done");
                      case 1 -> {
                        store.answer(key, call);
                        yield new Unknown("done, and not told");
                      }
                      default -> store.answer(key, call);
                    });
    assertEquals(asked.get(), history.size());
    assertTrue(history.unknown() >= asked.get() / 10 - 1);
    assertEquals(Optional.empty(), Judge.complaint(history));
  }

  @RepeatedTest(5)
  void oneAnswerThatIsNotAsItWasIsFound(RepetitionInfo repetition) throws Exception {
    History history = clients(repetition).run(new JudgedStore(new InMemoryScores()));
    for (List<ScoreOperation> operations : history.byKey().values()) {
      for (int i = repetition.getCurrentRepetition(); i < operations.size(); i += 30) {
        ScoreOperation operation = operations.get(i);
        if (operation.answer() instanceof Shown shown) {
          List<ScoreOperation> spoilt = new ArrayList<>(operations);
          spoilt.set(i, RandomHistories.withAnswer(operation, RandomHistories.opposite(shown)));
          assertTrue(Search.of(spoilt, Histories.PATIENCE) instanceof CheckResult.Refused);
        }
      }
    }
  }

  @Test
  void clientsGoOnDuringAnInterruption() throws Exception {
    Judged store = new JudgedStore(new InMemoryScores());
    AtomicInteger asked = new AtomicInteger();
    History history =
        new Clients(4, 10, KEYS, 1)
            .run(
                (key, call) -> {
                  asked.incrementAndGet();
                  return store.answer(key, call);
                },
                () -> {
                  int before = asked.get();
                  while (asked.get() < before + 8) {
                    Thread.onSpinWait();
                  }
                });
    assertTrue(history.size() >= 48);
    assertEquals(Optional.empty(), Judge.complaint(history));
  }

  @Test
  void aFaultOfTheInterruptionEndsTheRound() {
    Clients clients = new Clients(2, 2, KEYS, 1);
    Judged store = new JudgedStore(new InMemoryScores());
    assertThrows(
        IllegalStateException.class,
        () ->
            clients.run(
                store,
                () -> {
                  throw new IllegalStateException("planted");
                }));
  }

  private static Clients clients(RepetitionInfo repetition) {
    return new Clients(CLIENTS, EACH, KEYS, repetition.getCurrentRepetition());
  }
}
