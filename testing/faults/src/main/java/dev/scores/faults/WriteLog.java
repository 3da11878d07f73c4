package dev.scores.faults;

import dev.scores.faults.ScoreWrite.Outcome;
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

  /**
   * The writes that a database restored to a moment knows: those acknowledged before it, perhaps
   * those that were in progress, and none that began later.
   *
   * @param from a {@code System.nanoTime()} before the moment
   * @param to one after it
   */
  WriteLog restoredTo(long from, long to) {
    var restored = new WriteLog();
    writes.forEach(
        (key, ofKey) -> {
          for (ScoreWrite write : ofKey) {
            if (write.completed() - from < 0) {
              restored.add(key, write);
            } else if (write.invoked() - to < 0) {
              restored.add(
                  key,
                  new ScoreWrite(
                      write.kind(),
                      write.correct(),
                      write.invoked(),
                      write.completed(),
                      new Outcome.Unknown("in progress")));
            }
          }
        });
    return restored;
  }

  /** Compares all writes with the table. No client may be writing. */
  Audit audit(Map<ScoreKey, List<StoredScore>> table) {
    return Audit.of(writes, table);
  }
}
