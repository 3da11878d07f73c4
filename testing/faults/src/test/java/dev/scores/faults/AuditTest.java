package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.faults.ScoreWrite.Kind;
import dev.scores.faults.ScoreWrite.Outcome;
import dev.scores.faults.linearizability.ScoreKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each test plants a wrong history that the audit must find. */
class AuditTest {

  private static final ScoreKey KEY = new ScoreKey(1, 7);
  private static final Outcome UNKNOWN = new Outcome.Unknown("violations off");
  private static final Outcome REJECTED = new Outcome.Rejected("400");

  @Test
  void lastAcknowledgedWriteIsStored() {
    assertAudit(0, 0, audit(List.of(added(true), upserted(false, 2)), stored(false, 2)));
  }

  @Test
  void missingRowIsALostWrite() {
    assertAudit(1, 0, audit(List.of(added(true))));
  }

  @Test
  void olderVersionIsALostWrite() {
    assertAudit(1, 0, audit(List.of(added(true), upserted(true, 2)), stored(true, 1)));
  }

  @Test
  void otherValueOfTheSameVersionIsALostWrite() {
    assertAudit(1, 0, audit(List.of(added(true)), stored(false, 1)));
  }

  @Test
  void twoRowsOfAKeyAreWrong() {
    assertAudit(0, 1, audit(List.of(added(true)), stored(true, 1), stored(true, 1)));
  }

  @Test
  void rowWithoutAWriteIsWrong() {
    var audit = Audit.of(Map.of(), Map.of(KEY, List.of(stored(true, 1))));
    assertAudit(0, 1, audit);
  }

  @Test
  void rowOfAnUnsentWriteIsWrong() {
    assertAudit(
        0, 1, audit(List.of(write(Kind.ADD, true, new Outcome.NotSent())), stored(true, 1)));
  }

  @Test
  void unknownWriteMayBeStoredOrNot() {
    var writes = List.of(added(true), write(Kind.UPSERT, false, UNKNOWN));
    assertAudit(0, 0, audit(writes, stored(true, 1)));
    assertAudit(0, 0, audit(writes, stored(false, 2)));
  }

  @Test
  void unknownWriteTakesEffectAtMostOnce() {
    assertAudit(
        0, 1, audit(List.of(added(true), write(Kind.UPSERT, true, UNKNOWN)), stored(true, 3)));
  }

  @Test
  void valueWithoutAWriteIsWrong() {
    assertAudit(
        0, 1, audit(List.of(added(true), write(Kind.UPSERT, true, UNKNOWN)), stored(false, 2)));
  }

  @Test
  void unknownWriteMayPrecedeTheNextAcknowledgedOne() {
    var writes = List.of(added(true), write(Kind.UPSERT, true, UNKNOWN), upserted(false, 3));
    assertAudit(0, 0, audit(writes, stored(false, 3)));
  }

  @Test
  void unknownWriteDoesNotTakeEffectTwice() {
    var writes = List.of(added(true), write(Kind.UPSERT, true, UNKNOWN), upserted(false, 3));
    assertAudit(0, 1, audit(writes, stored(true, 4)));
  }

  @Test
  void versionAcknowledgedTwiceIsWrong() {
    assertAudit(0, 1, audit(List.of(added(true), upserted(true, 1)), stored(true, 1)));
  }

  @Test
  void versionBeyondAllWritesIsWrong() {
    assertAudit(0, 1, audit(List.of(added(true), upserted(true, 3)), stored(true, 3)));
  }

  @Test
  void addedScoreHasVersion1() {
    var writes = List.of(write(Kind.ADD, true, UNKNOWN), write(Kind.ADD, true, acknowledged(2)));
    assertAudit(0, 1, audit(writes, stored(true, 2)));
  }

  @Test
  void addIsRejectedOnlyIfTheRowMayExist() {
    assertAudit(
        0, 0, audit(List.of(added(true), write(Kind.ADD, false, REJECTED)), stored(true, 1)));
    var perhaps = List.of(write(Kind.ADD, true, UNKNOWN), write(Kind.ADD, true, REJECTED));
    assertAudit(0, 0, audit(perhaps, stored(true, 1)));
    assertAudit(0, 1, audit(List.of(write(Kind.ADD, true, REJECTED))));
  }

  @Test
  void updateOfAnAcknowledgedScoreIsNotRejected() {
    assertAudit(
        0, 1, audit(List.of(added(true), write(Kind.UPDATE, false, REJECTED)), stored(true, 1)));
  }

  @Test
  void upsertIsNeverRejected() {
    assertAudit(0, 1, audit(List.of(write(Kind.UPSERT, false, REJECTED))));
  }

  private static Audit audit(List<ScoreWrite> writes, StoredScore... rows) {
    return Audit.of(Map.of(KEY, writes), rows.length == 0 ? Map.of() : Map.of(KEY, List.of(rows)));
  }

  private static void assertAudit(long lost, long wrong, Audit audit) {
    assertEquals(lost, audit.lost(), () -> "lost: " + audit.findings());
    assertEquals(wrong, audit.wrong(), () -> "wrong: " + audit.findings());
    assertEquals(lost + wrong, audit.findings().size());
  }

  private static ScoreWrite added(boolean correct) {
    return write(Kind.ADD, correct, acknowledged(1));
  }

  private static ScoreWrite upserted(boolean correct, int version) {
    return write(Kind.UPSERT, correct, acknowledged(version));
  }

  private static ScoreWrite write(Kind kind, boolean correct, Outcome outcome) {
    return new ScoreWrite(kind, correct, 0, 1, outcome);
  }

  private static Outcome acknowledged(int version) {
    return new Outcome.Acknowledged(version);
  }

  private static StoredScore stored(boolean correct, int version) {
    return new StoredScore(correct, version);
  }
}
