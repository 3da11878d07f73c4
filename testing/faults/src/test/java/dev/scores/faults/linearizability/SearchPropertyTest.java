package dev.scores.faults.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.InMemoryScores;
import dev.scores.faults.linearizability.CallResult.WithScore;
import dev.scores.faults.linearizability.CheckResult.Linearizable;
import dev.scores.faults.linearizability.CheckResult.NotLinearizable;
import dev.scores.faults.linearizability.State.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** Compares the search with one that tries every order. */
class SearchPropertyTest {

  private static final int SHORT = 7;
  private static final int LONG = 150;

  @Property
  void sequentialHistoryHasAnOrder(@ForAll long seed) {
    List<ScoreOperation> history = RandomHistories.linearizable(new Random(seed), LONG);
    assertInstanceOf(Linearizable.class, Search.of(history, HistoryFixtures.MAX_CONFIGURATIONS));
  }

  @Property(tries = 3000)
  void agreesWithBruteForce(@ForAll long seed) {
    Random random = new Random(seed);
    List<ScoreOperation> history =
        RandomHistories.corrupted(random, RandomHistories.linearizable(random, SHORT));
    boolean fits = BruteForceSearch.findsOrder(history);
    Statistics.collect(fits);
    Statistics.coverage(
        coverage -> {
          coverage.check(true).percentage(share -> share > 20);
          coverage.check(false).percentage(share -> share > 20);
        });
    assertEquals(
        fits, Search.of(history, HistoryFixtures.MAX_CONFIGURATIONS) instanceof Linearizable);
  }

  @Property
  void foundOrderIsValid(@ForAll long seed) {
    List<ScoreOperation> history = RandomHistories.linearizable(new Random(seed), SHORT);
    List<ScoreOperation> order =
        assertInstanceOf(Linearizable.class, Search.of(history, HistoryFixtures.MAX_CONFIGURATIONS))
            .order();
    State state = new State.Absent(identity(order));
    for (ScoreOperation operation : order) {
      state = ScoreModel.after(state, operation).orElseThrow();
    }
    assertTrue(
        order.containsAll(history.stream().filter(ScoreOperation::isKnown).toList()),
        order::toString);
  }

  @Property(tries = 100)
  void counterExampleIsMinimal(@ForAll long seed) {
    Random random = new Random(seed);
    List<ScoreOperation> history = RandomHistories.linearizable(random, 25);
    int at = random.nextInt(history.size());
    history.set(
        at,
        RandomHistories.withAnswer(
            history.get(at), RandomHistories.opposite(history.get(at).result())));
    if (!(Search.of(history, HistoryFixtures.MAX_CONFIGURATIONS) instanceof NotLinearizable)) {
      return;
    }
    List<ScoreOperation> conflicting = CounterExample.of(history).conflicting();
    assertFalse(conflicting.isEmpty());
    Statistics.collect(conflicting.size());
    for (ScoreOperation needed : conflicting) {
      assertTrue(history.contains(needed));
      List<ScoreOperation> others =
          history.stream()
              .map(
                  operation ->
                      conflicting.contains(operation) && !operation.equals(needed)
                          ? operation
                          : operation.withUnknownResult())
              .toList();
      assertInstanceOf(Linearizable.class, Search.of(others, HistoryFixtures.MAX_CONFIGURATIONS));
    }
  }

  @Property(tries = 200)
  void modelAndStoreAgree(@ForAll long seed) {
    Random random = new Random(seed);
    CheckedStore store = new DomainStore(new InMemoryScores());
    List<ScoreOperation> history = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Call call = RandomHistories.call(random);
      history.add(new ScoreOperation(1, call, store.invoke(new ScoreKey(1, 1), call), i, i));
    }
    State state = new State.Absent(identity(history));
    for (ScoreOperation operation : history) {
      CallResult opposite = RandomHistories.opposite(operation.result());
      assertFalse(
          ScoreModel.after(state, RandomHistories.withAnswer(operation, opposite)).isPresent());
      state = ScoreModel.after(state, operation).orElseThrow();
    }
  }

  /** The observed identity. */
  private static Identity identity(List<ScoreOperation> history) {
    return history.stream()
        .map(ScoreOperation::result)
        .filter(WithScore.class::isInstance)
        .map(shown -> Identity.of(((WithScore) shown).score()))
        .findFirst()
        .orElse(new Identity(1, HistoryFixtures.NOON));
  }
}
