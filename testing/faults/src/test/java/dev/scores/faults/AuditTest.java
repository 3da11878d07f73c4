package dev.scores.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.faults.Write.Kind;
import dev.scores.faults.Write.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each wrong history is planted, and must be seen. */
class AuditTest {

  private static final ScoreKey PAIR = new ScoreKey(1, 7);
  private static final Outcome UNKNOWN = new Outcome.Unknown("broken off");
  private static final Outcome REFUSED = new Outcome.Refused("400");

  @Test
  void whatWasAcknowledgedLastIsThere() {
    is(0, 0, audit(List.of(added(true), upserted(false, 2)), row(false, 2)));
  }

  @Test
  void aRowThatIsMissingIsLost() {
    is(1, 0, audit(List.of(added(true))));
  }

  @Test
  void anOlderVersionIsALostWrite() {
    is(1, 0, audit(List.of(added(true), upserted(true, 2)), row(true, 1)));
  }

  @Test
  void anotherValueOfTheSameVersionIsALostWrite() {
    is(1, 0, audit(List.of(added(true)), row(false, 1)));
  }

  @Test
  void twoRowsOfAPairAreWrong() {
    is(0, 1, audit(List.of(added(true)), row(true, 1), row(true, 1)));
  }

  @Test
  void rowWithoutAWriteIsWrong() {
    var audit = Audit.of(Map.of(), Map.of(PAIR, List.of(row(true, 1))));
    is(0, 1, audit);
  }

  @Test
  void aRowThatWasOnlyRefusedOrNeverSentIsWrong() {
    is(0, 1, audit(List.of(write(Kind.ADD, true, new Outcome.NotSent())), row(true, 1)));
  }

  @Test
  void aWriteOfUnknownOutcomeMayBeThereOrNot() {
    var writes = List.of(added(true), write(Kind.UPSERT, false, UNKNOWN));
    is(0, 0, audit(writes, row(true, 1)));
    is(0, 0, audit(writes, row(false, 2)));
  }

  @Test
  void aWriteOfUnknownOutcomeIsThereOnceOnly() {
    is(0, 1, audit(List.of(added(true), write(Kind.UPSERT, true, UNKNOWN)), row(true, 3)));
  }

  @Test
  void valueWithoutAWriteIsWrong() {
    is(0, 1, audit(List.of(added(true), write(Kind.UPSERT, true, UNKNOWN)), row(false, 2)));
  }

  @Test
  void aWriteOfUnknownOutcomeMayHaveComeBeforeTheNextAcknowledged() {
    var writes = List.of(added(true), write(Kind.UPSERT, true, UNKNOWN), upserted(false, 3));
    is(0, 0, audit(writes, row(false, 3)));
  }

  @Test
  void whatCameBeforeAnAcknowledgedWriteDoesNotComeAgain() {
    var writes = List.of(added(true), write(Kind.UPSERT, true, UNKNOWN), upserted(false, 3));
    is(0, 1, audit(writes, row(true, 4)));
  }

  @Test
  void aVersionThatWasToldTwiceIsWrong() {
    is(0, 1, audit(List.of(added(true), upserted(true, 1)), row(true, 1)));
  }

  @Test
  void versionBeyondAllWritesIsWrong() {
    is(0, 1, audit(List.of(added(true), upserted(true, 3)), row(true, 3)));
  }

  @Test
  void whatIsAddedHasTheFirstVersion() {
    var writes = List.of(write(Kind.ADD, true, UNKNOWN), write(Kind.ADD, true, told(2)));
    is(0, 1, audit(writes, row(true, 2)));
  }

  @Test
  void addingIsRefusedOnlyWhereTheRowMayBeThere() {
    is(0, 0, audit(List.of(added(true), write(Kind.ADD, false, REFUSED)), row(true, 1)));
    var perhaps = List.of(write(Kind.ADD, true, UNKNOWN), write(Kind.ADD, true, REFUSED));
    is(0, 0, audit(perhaps, row(true, 1)));
    is(0, 1, audit(List.of(write(Kind.ADD, true, REFUSED))));
  }

  @Test
  void anUpdateOfWhatWasAcknowledgedIsNotRefused() {
    is(0, 1, audit(List.of(added(true), write(Kind.UPDATE, false, REFUSED)), row(true, 1)));
  }

  @Test
  void anUpsertIsNeverRefused() {
    is(0, 1, audit(List.of(write(Kind.UPSERT, false, REFUSED))));
  }

  private static Audit audit(List<Write> writes, Stored... rows) {
    return Audit.of(
        Map.of(PAIR, writes), rows.length == 0 ? Map.of() : Map.of(PAIR, List.of(rows)));
  }

  private static void is(long lost, long wrong, Audit audit) {
    assertEquals(lost, audit.lost(), () -> "lost: " + audit.findings());
    assertEquals(wrong, audit.wrong(), () -> "wrong: " + audit.findings());
    assertEquals(lost + wrong, audit.findings().size());
  }

  private static Write added(boolean correct) {
    return write(Kind.ADD, correct, told(1));
  }

  private static Write upserted(boolean correct, int version) {
    return write(Kind.UPSERT, correct, told(version));
  }

  private static Write write(Kind kind, boolean correct, Outcome outcome) {
    return new Write(kind, correct, 0, 1, outcome);
  }

  private static Outcome told(int version) {
    return new Outcome.Acknowledged(version);
  }

  private static Stored row(boolean correct, int version) {
    return new Stored(correct, version);
  }
}
