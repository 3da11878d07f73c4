package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.faults.ScoreWrite.Kind;
import dev.scores.faults.ScoreWrite.Outcome;
import dev.scores.faults.linearizability.ScoreKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WriteLogTest {

  private static final ScoreKey KEY = new ScoreKey(1, 7);

  /** A database that is restored to between 10 and 11. */
  private final WriteLog restored = log().restoredTo(10, 11);

  private static WriteLog log() {
    var log = new WriteLog();
    log.add(KEY, new ScoreWrite(Kind.ADD, true, 1, 5, new Outcome.Acknowledged(1)));
    log.add(KEY, new ScoreWrite(Kind.UPSERT, false, 8, 12, new Outcome.Acknowledged(2)));
    log.add(KEY, new ScoreWrite(Kind.UPSERT, true, 20, 25, new Outcome.Acknowledged(3)));
    return log;
  }

  @Test
  void writeInProgressIsRestoredOrNot() {
    assertAudit(0, 0, new StoredScore(true, 1));
    assertAudit(0, 0, new StoredScore(false, 2));
  }

  @Test
  void missingEarlierWriteIsLost() {
    assertEquals(1, restored.audit(Map.of()).lost());
  }

  @Test
  void laterWriteIsWrong() {
    assertAudit(0, 1, new StoredScore(true, 3));
  }

  private void assertAudit(long lost, long wrong, StoredScore row) {
    Audit audit = restored.audit(Map.of(KEY, List.of(row)));
    assertEquals(
        List.of(lost, wrong),
        List.of(audit.lost(), audit.wrong()),
        () -> String.join("\n", audit.findings()));
  }
}
