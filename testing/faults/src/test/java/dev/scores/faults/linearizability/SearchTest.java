package dev.scores.faults.linearizability;

import static dev.scores.faults.linearizability.HistoryFixtures.ID;
import static dev.scores.faults.linearizability.HistoryFixtures.accepted;
import static dev.scores.faults.linearizability.HistoryFixtures.added;
import static dev.scores.faults.linearizability.HistoryFixtures.found;
import static dev.scores.faults.linearizability.HistoryFixtures.op;
import static dev.scores.faults.linearizability.HistoryFixtures.rejected;
import static dev.scores.faults.linearizability.HistoryFixtures.unanswered;
import static dev.scores.faults.linearizability.HistoryFixtures.updated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.faults.linearizability.Call.Add;
import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.Call.Update;
import dev.scores.faults.linearizability.Call.Upsert;
import dev.scores.faults.linearizability.CallResult.AlreadyExists;
import dev.scores.faults.linearizability.CallResult.NotFound;
import dev.scores.faults.linearizability.CallResult.Unexpected;
import dev.scores.faults.linearizability.CheckResult.Linearizable;
import dev.scores.faults.linearizability.CheckResult.NotLinearizable;
import dev.scores.faults.linearizability.CheckResult.Undecided;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hand-written histories with and without an order. */
class SearchTest {

  private static final Call READ = new Read();
  private static final Call TRUE = new Upsert(true);
  private static final Call FALSE = new Upsert(false);

  @Test
  void emptyHistoryHasAnOrder() {
    assertEquals(List.of(), accepted());
  }

  @Test
  void concurrentCallsTakeEffectInAnyOrder() {
    ScoreOperation first = op(1, 9, TRUE, updated(2, true));
    ScoreOperation second = op(2, 8, FALSE, added(false));
    assertEquals(List.of(second, first), accepted(first, second));
  }

  @Test
  void laterCallTakesEffectLater() {
    rejected(op(1, 2, TRUE, updated(2, true)), op(3, 4, FALSE, added(false)));
  }

  @Test
  void readConcurrentWithAWriteSeesEither() {
    ScoreOperation write = op(3, 6, FALSE, updated(2, false));
    accepted(op(1, 2, TRUE, added(true)), write, op(4, 5, READ, found(1, true)));
    accepted(op(1, 2, TRUE, added(true)), write, op(4, 5, READ, found(2, false)));
  }

  @Test
  void readAfterAWriteSeesIt() {
    rejected(
        op(1, 2, TRUE, added(true)),
        op(3, 4, FALSE, updated(2, false)),
        op(5, 6, READ, found(1, true)));
  }

  @Test
  void readsDoNotGoBackInTime() {
    rejected(
        op(1, 2, TRUE, added(true)),
        op(3, 20, FALSE, updated(2, false)),
        op(4, 5, READ, found(2, false)),
        op(6, 7, READ, found(1, true)));
  }

  @Test
  void scoreIsAddedOnce() {
    rejected(op(1, 9, TRUE, added(true)), op(2, 8, TRUE, added(true)));
    rejected(op(1, 9, TRUE, added(true)), op(2, 8, new Add(true), added(true)));
    accepted(op(1, 9, TRUE, added(true)), op(2, 8, new Add(true), new AlreadyExists()));
  }

  @Test
  void noWriteIsLost() {
    rejected(
        op(1, 2, TRUE, added(true)),
        op(3, 9, FALSE, updated(2, false)),
        op(4, 8, TRUE, updated(2, true)));
  }

  @Test
  void unansweredWriteMayTakeEffect() {
    ScoreOperation lost = unanswered(1, TRUE);
    assertEquals(lost, accepted(lost, op(5, 6, READ, found(1, true))).get(0));
  }

  @Test
  void unansweredWriteMayHaveNoEffect() {
    ScoreOperation read = op(5, 6, READ, new NotFound());
    assertEquals(List.of(read), accepted(unanswered(1, TRUE), read));
  }

  @Test
  void unansweredWriteMayTakeEffectLate() {
    accepted(
        op(1, 2, TRUE, added(true)),
        unanswered(3, FALSE),
        op(5, 6, READ, found(1, true)),
        op(7, 8, READ, found(2, false)));
  }

  @Test
  void unansweredWriteTakesEffectAtMostOnce() {
    rejected(
        op(1, 2, TRUE, added(true)),
        unanswered(3, FALSE),
        op(5, 6, READ, found(2, false)),
        op(7, 8, READ, found(3, false)));
  }

  @Test
  void unansweredWriteHasNoEarlierEffect() {
    rejected(op(1, 2, TRUE, added(true)), op(3, 4, READ, found(2, false)), unanswered(5, FALSE));
  }

  @Test
  void firstReadFixesIdentityOfUnansweredScore() {
    ScoreOperation other =
        op(
            7,
            8,
            READ,
            new CallResult.Found(
                new ObservedScore(ID + 1, true, HistoryFixtures.NOON, HistoryFixtures.NOON, 1)));
    accepted(unanswered(1, TRUE), op(5, 6, READ, found(1, true)));
    accepted(unanswered(1, TRUE), other);
    rejected(unanswered(1, TRUE), op(5, 6, READ, found(1, true)), other);
  }

  @Test
  void eitherUnansweredWriteMayBeObserved() {
    accepted(
        op(1, 2, TRUE, added(true)),
        unanswered(3, FALSE),
        unanswered(3, new Update(ID, true)),
        op(5, 6, READ, found(2, true)),
        op(7, 8, READ, found(3, false)));
  }

  @Test
  void unexpectedResponseFitsNowhere() {
    rejected(op(1, 2, TRUE, new Unexpected("500")));
  }

  @Test
  void rejectionContainsTheLongestOrder() {
    ScoreOperation write = op(1, 2, TRUE, added(true));
    ScoreOperation stale = op(5, 6, READ, new NotFound());
    NotLinearizable rejected = rejected(write, stale);
    assertEquals(List.of(write), rejected.prefix());
    assertEquals(List.of(stale), rejected.stuck());
    assertEquals(1, rejected.state().version());
  }

  @Test
  void dozensOfUnansweredWritesDoNotMultiply() {
    List<ScoreOperation> history = new ArrayList<>();
    history.add(op(1, 2, TRUE, added(true)));
    for (int i = 0; i < 60; i++) {
      history.add(
          unanswered(3 + i, i % 2 == 0 ? new Upsert(i % 4 == 0) : new Update(ID, i % 4 == 1)));
    }
    history.add(op(100, 101, READ, found(31, true)));
    ScoreOperation[] observed = history.toArray(ScoreOperation[]::new);
    accepted(observed);
    history.add(op(102, 103, READ, found(30, true)));
    rejected(history.toArray(ScoreOperation[]::new));
  }

  @Test
  void exceededLimitIsUndecided() {
    List<ScoreOperation> history =
        List.of(op(1, 2, TRUE, added(true)), op(3, 4, READ, found(1, true)));
    assertInstanceOf(Undecided.class, Search.of(history, 0));
    assertInstanceOf(Linearizable.class, Search.of(history, 1));
  }

  @Test
  void completionBeforeInvocationIsRejected() {
    assertThrows(IllegalArgumentException.class, () -> op(2, 1, READ, new NotFound()));
  }
}
