package dev.scores.faults.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.faults.linearizability.Call.Read;
import dev.scores.faults.linearizability.Call.Upsert;
import dev.scores.faults.linearizability.CallResult.NotFound;
import dev.scores.faults.linearizability.CallResult.Unknown;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final ScoreKey KEY = new ScoreKey(1, 1);
  private static final ScoreKey OTHER = new ScoreKey(1, 2);

  private final History history = new History();

  @Test
  void operationsAreKeptByKeyWithTheirTimes() {
    long before = System.nanoTime();
    history.record(3, KEY, new Read(), (key, call) -> new NotFound());
    history.record(4, OTHER, new Upsert(true), (key, call) -> HistoryFixtures.added(true));
    long after = System.nanoTime();
    ScoreOperation read = history.byKey().getOrDefault(KEY, List.of()).getFirst();
    assertEquals(
        new ScoreOperation(3, new Read(), new NotFound(), read.invokedAt(), read.completedAt()),
        read);
    assertTrue(before <= read.invokedAt() && read.completedAt() <= after);
    assertEquals(2, history.size());
    assertEquals(1, history.acknowledged());
    assertEquals(0, history.unknown());
  }

  @Test
  void unknownResultNeverCompletes() {
    history.record(1, KEY, new Upsert(true), (key, call) -> new Unknown("timed out"));
    assertEquals(1, history.unknown());
    assertEquals(0, history.acknowledged());
    assertEquals(
        ScoreOperation.NEVER,
        history.byKey().getOrDefault(KEY, List.of()).getFirst().completedAt());
  }

  @Test
  void longestGapSpansAllKeys() {
    assertEquals(Duration.ZERO, history.longestGap());
    history.record(1, KEY, new Upsert(true), (key, call) -> HistoryFixtures.added(true));
    history.record(1, OTHER, new Upsert(true), (key, call) -> HistoryFixtures.added(true));
    history.record(1, OTHER, new Read(), (key, call) -> HistoryFixtures.found(1, true));
    long first = history.byKey().getOrDefault(KEY, List.of()).getFirst().completedAt();
    long second = history.byKey().getOrDefault(OTHER, List.of()).getFirst().completedAt();
    assertEquals(Duration.ofNanos(second - first), history.longestGap());
  }
}
