package dev.scores.faults.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.InMemoryScores;
import dev.scores.faults.linearizability.CallResult.Shown;
import dev.scores.faults.linearizability.CheckResult.Linearizable;
import dev.scores.faults.linearizability.CheckResult.Refused;
import dev.scores.faults.linearizability.State.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/** The search against the one that tries every order, which is slow and plain. */
class SearchPropertyTest {

  private static final int SHORT = 7;
  private static final int LONG = 150;

  @Property
  void whatOneClientSeesHasAnOrder(@ForAll long seed) {
    List<ScoreOperation> history = RandomHistories.linearizable(new Random(seed), LONG);
    assertInstanceOf(Linearizable.class, Search.of(history, Histories.PATIENCE));
  }

  @Property(tries = 3000)
  void itAcceptsWhatSomeOrderFits(@ForAll long seed) {
    Random random = new Random(seed);
    List<ScoreOperation> history =
        RandomHistories.spoilt(random, RandomHistories.linearizable(random, SHORT));
    boolean fits = EveryOrder.hasOneThatFits(history);
    Statistics.collect(fits);
    Statistics.coverage(
        coverage -> {
          coverage.check(true).percentage(share -> share > 20);
          coverage.check(false).percentage(share -> share > 20);
        });
    assertEquals(fits, Search.of(history, Histories.PATIENCE) instanceof Linearizable);
  }

  @Property
  void theOrderThatIsFoundFits(@ForAll long seed) {
    List<ScoreOperation> history = RandomHistories.linearizable(new Random(seed), SHORT);
    List<ScoreOperation> order =
        assertInstanceOf(Linearizable.class, Search.of(history, Histories.PATIENCE)).order();
    State state = new State.Absent(identity(order));
    for (ScoreOperation operation : order) {
      state = ScoreModel.after(state, operation).orElseThrow();
    }
    assertTrue(
        order.containsAll(history.stream().filter(ScoreOperation::isKnown).toList()),
        order::toString);
  }

  @Property(tries = 100)
  void aCounterExampleIsRefusedAndNothingInItCanBeForgotten(@ForAll long seed) {
    Random random = new Random(seed);
    List<ScoreOperation> history = RandomHistories.linearizable(random, 25);
    int at = random.nextInt(history.size());
    history.set(
        at,
        RandomHistories.withAnswer(
            history.get(at), RandomHistories.opposite(history.get(at).answer())));
    if (!(Search.of(history, Histories.PATIENCE) instanceof Refused)) {
      return;
    }
    List<ScoreOperation> culprits = CounterExample.of(history).culprits();
    assertFalse(culprits.isEmpty());
    Statistics.collect(culprits.size());
    for (ScoreOperation culprit : culprits) {
      assertTrue(history.contains(culprit));
      List<ScoreOperation> others =
          history.stream()
              .map(
                  operation ->
                      culprits.contains(operation) && !operation.equals(culprit)
                          ? operation
                          : operation.unheard())
              .toList();
      assertInstanceOf(Linearizable.class, Search.of(others, Histories.PATIENCE));
    }
  }

  @Property(tries = 200)
  void aModelAndAStoreThatAreAskedTheSameSayTheSame(@ForAll long seed) {
    Random random = new Random(seed);
    Judged store = new JudgedStore(new InMemoryScores());
    List<ScoreOperation> history = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Call call = RandomHistories.call(random);
      history.add(new ScoreOperation(1, call, store.answer(new Key(1, 1), call), i, i));
    }
    State state = new State.Absent(identity(history));
    for (ScoreOperation told : history) {
      CallResult opposite = RandomHistories.opposite(told.answer());
      assertFalse(ScoreModel.after(state, RandomHistories.withAnswer(told, opposite)).isPresent());
      state = ScoreModel.after(state, told).orElseThrow();
    }
  }

  /** The one that was seen. */
  private static Identity identity(List<ScoreOperation> history) {
    return history.stream()
        .map(ScoreOperation::answer)
        .filter(Shown.class::isInstance)
        .map(shown -> Identity.of(((Shown) shown).score()))
        .findFirst()
        .orElse(new Identity(1, Histories.NOON));
  }
}
