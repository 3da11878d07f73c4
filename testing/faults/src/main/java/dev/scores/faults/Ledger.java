package dev.scores.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was written to each pair, in order. Thread-safe, but a pair is one client's own: it has one
 * write under way at a time.
 */
final class Ledger {

  private final Map<ScoreKey, List<Write>> writes = new ConcurrentHashMap<>();

  void add(ScoreKey pair, Write write) {
    writes.computeIfAbsent(pair, none -> new ArrayList<>()).add(write);
  }

  /** Holds all of it against the table. Nobody may be writing. */
  Audit audit(Map<ScoreKey, List<Stored>> table) {
    return Audit.of(writes, table);
  }
}
