package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.CallResult.Added;
import dev.scores.faults.linearizability.CallResult.Updated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The calls of clients with their results and times. Thread-safe. */
public final class History {

  private final Map<ScoreKey, List<ScoreOperation>> operations = new ConcurrentHashMap<>();

  /** Invokes the call and records its result and times. */
  public CallResult record(int client, ScoreKey key, Call call, CheckedStore store) {
    long invokedAt = System.nanoTime();
    CallResult result = store.invoke(key, call);
    ScoreOperation operation =
        new ScoreOperation(client, call, result, invokedAt, System.nanoTime());
    List<ScoreOperation> ofKey = operations.computeIfAbsent(key, none -> new ArrayList<>());
    synchronized (ofKey) {
      ofKey.add(operation);
    }
    return result;
  }

  /** Returns the number of acknowledged writes. */
  public long acknowledged() {
    return acknowledgements().size();
  }

  /** Returns the longest time between two acknowledged writes of any keys. */
  public Duration longestGap() {
    List<Long> times = acknowledgements();
    long longest = 0;
    for (int i = 1; i < times.size(); i++) {
      longest = Math.max(longest, times.get(i) - times.get(i - 1));
    }
    return Duration.ofNanos(longest);
  }

  private List<Long> acknowledgements() {
    return byKey().values().stream()
        .flatMap(List::stream)
        .filter(it -> it.result() instanceof Added || it.result() instanceof Updated)
        .map(ScoreOperation::completedAt)
        .sorted()
        .toList();
  }

  /** Returns the operations of each key. Not while clients are running. */
  Map<ScoreKey, List<ScoreOperation>> byKey() {
    return operations;
  }

  public int size() {
    return byKey().values().stream().mapToInt(List::size).sum();
  }

  public long unknown() {
    return byKey().values().stream()
        .flatMap(List::stream)
        .filter(operation -> !operation.isKnown())
        .count();
  }
}
