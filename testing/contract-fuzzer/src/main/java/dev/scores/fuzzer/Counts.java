package dev.scores.fuzzer;

import java.util.Map;
import java.util.TreeMap;

/** Counts responses by operation, kind of request and status. */
public final class Counts {

  private final Map<String, Map<RequestKind, Map<Integer, Integer>>> counts = new TreeMap<>();

  Counts() {}

  void add(FuzzedRequest request, int status) {
    counts
        .computeIfAbsent(request.operation().id(), none -> new TreeMap<>())
        .computeIfAbsent(request.kind(), none -> new TreeMap<>())
        .merge(status, 1, Integer::sum);
  }

  boolean succeeded(FuzzedOperation operation) {
    return counts
        .getOrDefault(operation.id(), Map.of())
        .getOrDefault(RequestKind.VALID, Map.of())
        .keySet()
        .stream()
        .anyMatch(status -> status < 400);
  }

  /** One line for each operation and kind, with the number of responses by status. */
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
