package dev.scores.faults;

import dev.scores.faults.ScoreWrite.Kind;
import dev.scores.faults.ScoreWrite.Outcome;
import dev.scores.faults.linearizability.ScoreKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares the recorded writes with the rows of the table.
 *
 * @param acknowledged how many writes were acknowledged
 * @param lost scores that lack the last acknowledged write, or a later one of the same client
 * @param wrong responses and rows that the writes do not explain
 * @param findings a sentence for each lost write and each wrong response or row
 */
record Audit(long acknowledged, long lost, long wrong, List<String> findings) {

  Audit {
    findings = List.copyOf(findings);
  }

  static Audit of(
      Map<ScoreKey, List<ScoreWrite>> writeLog, Map<ScoreKey, List<StoredScore>> table) {
    var auditor = new Auditor();
    writeLog.forEach(
        (key, writes) -> auditor.check(key, writes, table.getOrDefault(key, List.of())));
    table.keySet().stream()
        .filter(key -> !writeLog.containsKey(key))
        .forEach(key -> auditor.wrong(key, "a row without a write"));
    return new Audit(auditor.acknowledged, auditor.lost, auditor.wrong, auditor.findings);
  }

  /** The counts while the audit runs. */
  private static final class Auditor {

    private long acknowledged;
    private long lost;
    private long wrong;
    private final List<String> findings = new ArrayList<>();

    /**
     * Checks the versions of one score, which count its writes. Each acknowledged write has the
     * next version, or a later one if writes of unknown outcome account for the versions between.
     */
    void check(ScoreKey key, List<ScoreWrite> writes, List<StoredScore> rows) {
      int version = 0;
      List<ScoreWrite> unaccounted = new ArrayList<>();
      int spent = 0;
      boolean value = false;
      for (ScoreWrite write : writes) {
        switch (write.outcome()) {
          case Outcome.Acknowledged acknowledgement -> {
            acknowledged++;
            int between = acknowledgement.version() - version - 1;
            int explained = unaccounted.size() - spent;
            if (between < 0 || between > explained) {
              wrong(
                  key,
                  "version %d was acknowledged after version %d"
                      .formatted(acknowledgement.version(), version));
            }
            if (write.kind() == Kind.ADD && acknowledgement.version() != 1) {
              wrong(key, "added as version " + acknowledgement.version());
            }
            spent += Math.clamp(between, 0, explained);
            version = acknowledgement.version();
            value = write.correct();
          }
          case Outcome.Rejected rejected -> {
            boolean mayBeThere = version > 0 || !unaccounted.isEmpty();
            if (write.kind() != Kind.ADD || !mayBeThere) {
              wrong(key, "rejected without reason: " + rejected.why());
            }
          }
          case Outcome.Unknown unknown -> unaccounted.add(write);
          case Outcome.NotSent never -> {}
        }
      }
      compare(key, version, value, unaccounted, unaccounted.size() - spent, rows);
    }

    private void compare(
        ScoreKey key,
        int version,
        boolean value,
        List<ScoreWrite> perhaps,
        int atMost,
        List<StoredScore> rows) {
      if (rows.size() > 1) {
        wrong(key, "has " + rows.size() + " rows");
      }
      if (rows.isEmpty()) {
        if (version > 0) {
          lost(key, "version %d is missing".formatted(version));
        }
        return;
      }
      StoredScore row = rows.getFirst();
      int later = row.version() - version;
      if (later < 0) {
        lost(key, "version %d is stored, %d was acknowledged".formatted(row.version(), version));
      } else if (later > atMost) {
        wrong(key, "version %d is stored, no write followed %d".formatted(row.version(), version));
      } else if (later == 0 && row.correct() != value) {
        lost(key, "%s is stored, %s was acknowledged".formatted(row.correct(), value));
      } else if (later > 0 && perhaps.stream().noneMatch(it -> it.correct() == row.correct())) {
        wrong(key, "%s is stored, no write had this value".formatted(row.correct()));
      }
    }

    private void lost(ScoreKey key, String what) {
      lost++;
      findings.add(key + ": " + what);
    }

    private void wrong(ScoreKey key, String what) {
      wrong++;
      findings.add(key + ": " + what);
    }
  }
}
