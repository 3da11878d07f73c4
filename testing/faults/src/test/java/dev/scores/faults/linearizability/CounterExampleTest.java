package dev.scores.faults.linearizability;

import static dev.scores.faults.linearizability.Histories.added;
import static dev.scores.faults.linearizability.Histories.found;
import static dev.scores.faults.linearizability.Histories.op;
import static dev.scores.faults.linearizability.Histories.updated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.Call.Upsert;
import dev.scores.faults.linearizability.CallResult.Wrong;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CounterExampleTest {

  /** Twenty writes, one after the other, each read by somebody. */
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
  void aStaleReadIsShownWithTheWriteThatItDidNotSee() {
    List<ScoreOperation> history = longHistory();
    ScoreOperation stale = op(134_000_000, 135_000_000, new Read(), found(12, false));
    history.add(stale);
    CounterExample example = CounterExample.of(history);
    assertEquals(2, example.culprits().size());
    assertEquals(stale, example.culprits().getLast());
    assertEquals(13, ((CallResult.Shown) example.culprits().getFirst().answer()).score().version());
  }

  @Test
  void anAnswerThatMustNotBeIsShownAlone() {
    List<ScoreOperation> history = longHistory();
    ScoreOperation wrong = op(34_000_000, 35_000_000, new Read(), new Wrong("500 oops"));
    history.add(wrong);
    assertEquals(List.of(wrong), CounterExample.of(history).culprits());
  }

  @Test
  void itIsReadByPeople() {
    List<ScoreOperation> history =
        List.of(
            op(1_000_000, 2_000_000, new Upsert(true), added(true)),
            op(3_000_000, 4_500_000, new Read(), new Wrong("500 oops")));
    assertEquals(
        """
        not linearizable. These answers fit no order (times in ms; 1 other writes may have \
        happened or not):
          client  1       2.000 …      3.500  Read[] → Wrong[what=500 oops]
        The longest order that goes well:
          (nothing)
        leaves Absent[identity=Identity[id=0, createdAt=1970-01-01T00:00:00Z]]
        and none of these fits next:
          client  1       2.000 …      3.500  Read[] → Wrong[what=500 oops]
        """,
        CounterExample.of(history).toString());
  }

  @Test
  void ofWhatIsLinearizableThereIsNone() {
    assertThrows(IllegalArgumentException.class, () -> CounterExample.of(longHistory()));
    assertThrows(IllegalArgumentException.class, () -> CounterExample.of(List.of()));
  }
}
