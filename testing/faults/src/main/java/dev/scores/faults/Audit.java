package dev.scores.faults;

import dev.scores.faults.Write.Kind;
import dev.scores.faults.Write.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a ledger and the table say of each other.
 *
 * @param acknowledged how many writes were acknowledged
 * @param lost how many pairs lack what was acknowledged last, or a later write of the same client
 * @param wrong how many answers or rows cannot be explained by what was written
 * @param findings a sentence for each that is lost or wrong
 */
record Audit(long acknowledged, long lost, long wrong, List<String> findings) {

  Audit {
    findings = List.copyOf(findings);
  }

  static Audit of(Map<ScoreKey, List<Write>> ledger, Map<ScoreKey, List<Stored>> table) {
    var books = new Books();
    ledger.forEach(
        (pair, writes) -> books.check(pair, writes, table.getOrDefault(pair, List.of())));
    table.keySet().stream()
        .filter(pair -> !ledger.containsKey(pair))
        .forEach(pair -> books.wrong(pair, "a row that nobody wrote"));
    return new Audit(books.acknowledged, books.lost, books.wrong, books.findings);
  }

  /** What is counted on the way. */
  private static final class Books {

    private long acknowledged;
    private long lost;
    private long wrong;
    private final List<String> findings = new ArrayList<>();

    /**
     * Versions tell how often a row was written. Each acknowledged write has the next one, or a
     * later one where writes of unknown outcome can account for what is between.
     */
    void check(ScoreKey pair, List<Write> writes, List<Stored> rows) {
      int version = 0;
      List<Write> unaccounted = new ArrayList<>();
      int spent = 0;
      boolean value = false;
      for (Write write : writes) {
        switch (write.outcome()) {
          case Outcome.Acknowledged told -> {
            acknowledged++;
            int between = told.version() - version - 1;
            int explained = unaccounted.size() - spent;
            if (between < 0 || between > explained) {
              wrong(
                  pair, "version %d was told after version %d".formatted(told.version(), version));
            }
            if (write.kind() == Kind.ADD && told.version() != 1) {
              wrong(pair, "added as version " + told.version());
            }
            spent += Math.clamp(between, 0, explained);
            version = told.version();
            value = write.correct();
          }
          case Outcome.Refused refused -> {
            boolean mayBeThere = version > 0 || !unaccounted.isEmpty();
            if (write.kind() != Kind.ADD || !mayBeThere) {
              wrong(pair, "refused without reason: " + refused.why());
            }
          }
          case Outcome.Unknown unknown -> unaccounted.add(write);
          case Outcome.NotSent never -> {}
        }
      }
      compare(pair, version, value, unaccounted, unaccounted.size() - spent, rows);
    }

    private void compare(
        ScoreKey pair,
        int version,
        boolean value,
        List<Write> perhaps,
        int atMost,
        List<Stored> rows) {
      if (rows.size() > 1) {
        wrong(pair, "has " + rows.size() + " rows");
      }
      if (rows.isEmpty()) {
        if (version > 0) {
          lost(pair, "version %d is missing".formatted(version));
        }
        return;
      }
      Stored row = rows.getFirst();
      int later = row.version() - version;
      if (later < 0) {
        lost(pair, "version %d is there, %d was told".formatted(row.version(), version));
      } else if (later > atMost) {
        wrong(pair, "version %d is there, nobody wrote after %d".formatted(row.version(), version));
      } else if (later == 0 && row.correct() != value) {
        lost(pair, "%s is there, %s was told".formatted(row.correct(), value));
      } else if (later > 0 && perhaps.stream().noneMatch(it -> it.correct() == row.correct())) {
        wrong(pair, "%s is there, nobody wrote that".formatted(row.correct()));
      }
    }

    private void lost(ScoreKey pair, String what) {
      lost++;
      findings.add(pair + ": " + what);
    }

    private void wrong(ScoreKey pair, String what) {
      wrong++;
      findings.add(pair + ": " + what);
    }
  }
}
