package dev.scores.reliability.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What clients asked, when, and what they were answered. For many threads. */
final class History {

  private final Map<Key, List<Operation>> operations = new ConcurrentHashMap<>();

  /** Asks, and writes down what came of it. */
  Answer record(int client, Key key, Call call, Subject subject) {
    long invokedAt = System.nanoTime();
    Answer answer = subject.answer(key, call);
    Operation operation = new Operation(client, call, answer, invokedAt, System.nanoTime());
    List<Operation> ofKey = operations.computeIfAbsent(key, none -> new ArrayList<>());
    synchronized (ofKey) {
      ofKey.add(operation);
    }
    return answer;
  }

  /** Of each key by itself. Not while it is still written. */
  Map<Key, List<Operation>> byKey() {
    return operations;
  }

  int size() {
    return byKey().values().stream().mapToInt(List::size).sum();
  }

  long unknown() {
    return byKey().values().stream()
        .flatMap(List::stream)
        .filter(operation -> !operation.isKnown())
        .count();
  }
}
