package dev.scores.fuzzer;

import java.util.Map;
import java.util.TreeMap;

/** How often which kind of request for an operation was answered how. */
public final class Counts {

  private final Map<String, Map<Kind, Map<Integer, Integer>>> counts = new TreeMap<>();

  Counts() {}

  void add(Trial trial, int status) {
    counts
        .computeIfAbsent(trial.operation().id(), none -> new TreeMap<>())
        .computeIfAbsent(trial.kind(), none -> new TreeMap<>())
        .merge(status, 1, Integer::sum);
  }

  boolean succeeded(FuzzedOperation operation) {
    return counts
        .getOrDefault(operation.id(), Map.of())
        .getOrDefault(Kind.VALID, Map.of())
        .keySet()
        .stream()
        .anyMatch(status -> status < 400);
  }

  /** A line for each operation and kind: the statuses, and how often. */
  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    counts.forEach(
        (operation, kinds) ->
            kinds.forEach(
                (kind, statuses) ->
                    table.append("  %-22s %-18s %s%n".formatted(operation, kind, statuses))));
    return table.toString();
  }
}
