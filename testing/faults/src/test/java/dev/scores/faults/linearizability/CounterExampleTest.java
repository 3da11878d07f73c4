package dev.scores.faults.linearizability;

import static dev.scores.faults.linearizability.HistoryFixtures.added;
import static dev.scores.faults.linearizability.HistoryFixtures.found;
import static dev.scores.faults.linearizability.HistoryFixtures.op;
import static dev.scores.faults.linearizability.HistoryFixtures.updated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.Call.Upsert;
import dev.scores.faults.linearizability.CallResult.Unexpected;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CounterExampleTest {

  /** Twenty writes, one after the other, each followed by a read. */
  private static List<ScoreOperation> longHistory() {
    List<ScoreOperation> history = new ArrayList<>();
    history.add(op(0, 1_000_000, new Upsert(true), added(true)));
    for (int version = 2; version <= 20; version++) {
      boolean correct = version % 2 == 1;
      long at = version * 10_000_000L;
      history.add(op(at, at + 1_000_000, new Upsert(correct), updated(version, correct)));
      history.add(op(at + 2_000_000, at + 3_000_000, new Read(), found(version, correct)));
    }
    return history;
  }

  @Test
  void staleReadIsShownWithTheMissedWrite() {
    List<ScoreOperation> history = longHistory();
    ScoreOperation stale = op(134_000_000, 135_000_000, new Read(), found(12, false));
    history.add(stale);
    CounterExample example = CounterExample.of(history);
    assertEquals(2, example.conflicting().size());
    assertEquals(stale, example.conflicting().getLast());
    assertEquals(
        13, ((CallResult.WithScore) example.conflicting().getFirst().result()).score().version());
  }

  @Test
  void unexpectedResponseIsShownAlone() {
    List<ScoreOperation> history = longHistory();
    ScoreOperation wrong = op(34_000_000, 35_000_000, new Read(), new Unexpected("500 oops"));
    history.add(wrong);
    assertEquals(List.of(wrong), CounterExample.of(history).conflicting());
  }

  @Test
  void messageListsTheContradictingOperations() {
    List<ScoreOperation> history =
        List.of(
            op(1_000_000, 2_000_000, new Upsert(true), added(true)),
            op(3_000_000, 4_500_000, new Read(), new Unexpected("500 oops")));
    assertEquals(
        """
        not linearizable. These results fit no order (times in ms; 1 other writes may have \
        happened or not):
          client  1       2.000 …      3.500  Read[] → Unexpected[what=500 oops]
        Longest valid order:
          (nothing)
        ends in state Absent[identity=Identity[id=0, createdAt=1970-01-01T00:00:00Z]]
        and none of these operations fits next:
          client  1       2.000 …      3.500  Read[] → Unexpected[what=500 oops]
        """,
        CounterExample.of(history).toString());
  }

  @Test
  void linearizableHistoryHasNoCounterExample() {
    assertThrows(IllegalArgumentException.class, () -> CounterExample.of(longHistory()));
    assertThrows(IllegalArgumentException.class, () -> CounterExample.of(List.of()));
  }
}
