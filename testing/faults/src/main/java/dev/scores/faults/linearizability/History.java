package dev.scores.faults.linearizability;

import dev.scores.faults.linearizability.CallResult.Added;
import dev.scores.faults.linearizability.CallResult.Updated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What clients asked, when, and what they were answered. For many threads. */
public final class History {

  private final Map<Key, List<ScoreOperation>> operations = new ConcurrentHashMap<>();

  /** Asks, and writes down what came of it. */
  public CallResult record(int client, Key key, Call call, Judged judged) {
    long invokedAt = System.nanoTime();
    CallResult answer = judged.answer(key, call);
    ScoreOperation operation =
        new ScoreOperation(client, call, answer, invokedAt, System.nanoTime());
    List<ScoreOperation> ofKey = operations.computeIfAbsent(key, none -> new ArrayList<>());
    synchronized (ofKey) {
      ofKey.add(operation);
    }
    return answer;
  }

  /** How many writes were answered with success. */
  public long acknowledged() {
    return acknowledgements().size();
  }

  /** The longest time between two acknowledged writes, whatever their keys. */
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
        .filter(it -> it.answer() instanceof Added || it.answer() instanceof Updated)
        .map(ScoreOperation::completedAt)
        .sorted()
        .toList();
  }

  /** Of each key by itself. Not while it is still written. */
  Map<Key, List<ScoreOperation>> byKey() {
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
