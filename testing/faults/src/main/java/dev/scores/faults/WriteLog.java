package dev.scores.faults;

import dev.scores.faults.linearizability.ScoreKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The writes to each score, in order. Thread-safe; each score belongs to one client, which has at
 * most one write in flight.
 */
final class WriteLog {

  private final Map<ScoreKey, List<ScoreWrite>> writes = new ConcurrentHashMap<>();

  void add(ScoreKey key, ScoreWrite write) {
    writes.computeIfAbsent(key, none -> new ArrayList<>()).add(write);
  }

  /** Compares all writes with the table. No client may be writing. */
  Audit audit(Map<ScoreKey, List<StoredScore>> table) {
    return Audit.of(writes, table);
  }
}
