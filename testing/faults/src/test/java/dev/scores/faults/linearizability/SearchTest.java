package dev.scores.faults.linearizability;

import static dev.scores.faults.linearizability.Histories.ID;
import static dev.scores.faults.linearizability.Histories.accepted;
import static dev.scores.faults.linearizability.Histories.added;
import static dev.scores.faults.linearizability.Histories.found;
import static dev.scores.faults.linearizability.Histories.op;
import static dev.scores.faults.linearizability.Histories.refused;
import static dev.scores.faults.linearizability.Histories.unheard;
import static dev.scores.faults.linearizability.Histories.updated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.faults.linearizability.Call.Add;
import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.Call.Update;
import dev.scores.faults.linearizability.Call.Upsert;
import dev.scores.faults.linearizability.CallResult.AlreadyExists;
import dev.scores.faults.linearizability.CallResult.NotFound;
import dev.scores.faults.linearizability.CallResult.Wrong;
import dev.scores.faults.linearizability.CheckResult.Linearizable;
import dev.scores.faults.linearizability.CheckResult.Refused;
import dev.scores.faults.linearizability.CheckResult.Undecided;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Histories written by hand: which have an order. */
class SearchTest {

  private static final Call READ = new Read();
  private static final Call TRUE = new Upsert(true);
  private static final Call FALSE = new Upsert(false);

  @Test
  void anEmptyHistoryHasAnOrder() {
    assertEquals(List.of(), accepted());
  }

  @Test
  void whatIsAskedAtOnceMayTakeEffectInAnyOrder() {
    ScoreOperation first = op(1, 9, TRUE, updated(2, true));
    ScoreOperation second = op(2, 8, FALSE, added(false));
    assertEquals(List.of(second, first), accepted(first, second));
  }

  @Test
  void whatIsAskedAfterAnAnswerTakesEffectAfterIt() {
    refused(op(1, 2, TRUE, updated(2, true)), op(3, 4, FALSE, added(false)));
  }

  @Test
  void aReadBesideAWriteSeesEither() {
    ScoreOperation write = op(3, 6, FALSE, updated(2, false));
    accepted(op(1, 2, TRUE, added(true)), write, op(4, 5, READ, found(1, true)));
    accepted(op(1, 2, TRUE, added(true)), write, op(4, 5, READ, found(2, false)));
  }

  @Test
  void aReadAfterAWriteDoesNotSeeWhatWasBefore() {
    refused(
        op(1, 2, TRUE, added(true)),
        op(3, 4, FALSE, updated(2, false)),
        op(5, 6, READ, found(1, true)));
  }

  @Test
  void ofTwoReadsBesideAWriteTheLaterDoesNotGoBack() {
    refused(
        op(1, 2, TRUE, added(true)),
        op(3, 20, FALSE, updated(2, false)),
        op(4, 5, READ, found(2, false)),
        op(6, 7, READ, found(1, true)));
  }

  @Test
  void aScoreIsAddedOnce() {
    refused(op(1, 9, TRUE, added(true)), op(2, 8, TRUE, added(true)));
    refused(op(1, 9, TRUE, added(true)), op(2, 8, new Add(true), added(true)));
    accepted(op(1, 9, TRUE, added(true)), op(2, 8, new Add(true), new AlreadyExists()));
  }

  @Test
  void noWriteIsLost() {
    refused(
        op(1, 2, TRUE, added(true)),
        op(3, 9, FALSE, updated(2, false)),
        op(4, 8, TRUE, updated(2, true)));
  }

  @Test
  void whatWasNotAnsweredMayHaveHappened() {
    ScoreOperation lost = unheard(1, TRUE);
    assertEquals(lost, accepted(lost, op(5, 6, READ, found(1, true))).get(0));
  }

  @Test
  void whatWasNotAnsweredMayNotHaveHappened() {
    ScoreOperation read = op(5, 6, READ, new NotFound());
    assertEquals(List.of(read), accepted(unheard(1, TRUE), read));
  }

  @Test
  void whatWasNotAnsweredMayHappenLongAfter() {
    accepted(
        op(1, 2, TRUE, added(true)),
        unheard(3, FALSE),
        op(5, 6, READ, found(1, true)),
        op(7, 8, READ, found(2, false)));
  }

  @Test
  void whatWasNotAnsweredHappensOnceAtMost() {
    refused(
        op(1, 2, TRUE, added(true)),
        unheard(3, FALSE),
        op(5, 6, READ, found(2, false)),
        op(7, 8, READ, found(3, false)));
  }

  @Test
  void whatWasNotAnsweredDoesNotHappenBeforeItWasAsked() {
    refused(op(1, 2, TRUE, added(true)), op(3, 4, READ, found(2, false)), unheard(5, FALSE));
  }

  @Test
  void theFirstToSeeAScoreThatWasMadeUnansweredSaysWhatItIs() {
    ScoreOperation other =
        op(
            7,
            8,
            READ,
            new CallResult.Found(new Seen(ID + 1, true, Histories.NOON, Histories.NOON, 1)));
    accepted(unheard(1, TRUE), op(5, 6, READ, found(1, true)));
    accepted(unheard(1, TRUE), other);
    refused(unheard(1, TRUE), op(5, 6, READ, found(1, true)), other);
  }

  @Test
  void oneOfTwoUnansweredWritesIsTheOneThatWasSeen() {
    accepted(
        op(1, 2, TRUE, added(true)),
        unheard(3, FALSE),
        unheard(3, new Update(ID, true)),
        op(5, 6, READ, found(2, true)),
        op(7, 8, READ, found(3, false)));
  }

  @Test
  void anAnswerThatMustNotBeFitsNowhere() {
    refused(op(1, 2, TRUE, new Wrong("500")));
  }

  @Test
  void aRefusalShowsHowFarItWentWell() {
    ScoreOperation write = op(1, 2, TRUE, added(true));
    ScoreOperation stale = op(5, 6, READ, new NotFound());
    Refused refused = refused(write, stale);
    assertEquals(List.of(write), refused.prefix());
    assertEquals(List.of(stale), refused.stuck());
    assertEquals(1, refused.state().version());
  }

  @Test
  void dozensOfUnansweredWritesDoNotMultiply() {
    List<ScoreOperation> history = new ArrayList<>();
    history.add(op(1, 2, TRUE, added(true)));
    for (int i = 0; i < 60; i++) {
      history.add(unheard(3 + i, i % 2 == 0 ? new Upsert(i % 4 == 0) : new Update(ID, i % 4 == 1)));
    }
    history.add(op(100, 101, READ, found(31, true)));
    ScoreOperation[] seen = history.toArray(ScoreOperation[]::new);
    accepted(seen);
    history.add(op(102, 103, READ, found(30, true)));
    refused(history.toArray(ScoreOperation[]::new));
  }

  @Test
  void whoLosesPatienceDoesNotDecide() {
    List<ScoreOperation> history =
        List.of(op(1, 2, TRUE, added(true)), op(3, 4, READ, found(1, true)));
    assertInstanceOf(Undecided.class, Search.of(history, 0));
    assertInstanceOf(Linearizable.class, Search.of(history, 1));
  }

  @Test
  void nothingIsCompletedBeforeItWasAsked() {
    assertThrows(IllegalArgumentException.class, () -> op(2, 1, READ, new NotFound()));
  }
}
