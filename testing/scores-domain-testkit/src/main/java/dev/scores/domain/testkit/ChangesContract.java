package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.scores.domain.Batch;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.ChangePage.CursorExpired;
import dev.scores.domain.Changes;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link Changes}, for one follower and for followers beside writers. An event may
 * appear a moment after its write, so the tests read for {@link #longestDelay} before they report
 * one as missing.
 */
public abstract class ChangesContract extends ContractTests {

  private static final Duration BETWEEN_READS = Duration.ofMillis(10);
  private static final ExpectedVersion ANY = new ExpectedVersion.Any();

  private Changes changes;
  private ChangeCursor next = ChangeCursor.start();

  /**
   * Returns the changes under test.
   *
   * @return the changes of the store that {@link #emptyStore} returned last
   */
  protected abstract Changes changes();

  /**
   * Returns the longest time after which an event appears: 3 s, unless overridden.
   *
   * @return zero if events appear with their write
   */
  protected Duration longestDelay() {
    return Duration.ofSeconds(3);
  }

  /**
   * Drops all events that the log has, if the store can drop events. The tests of dropped events
   * are skipped if it cannot.
   *
   * @return whether the events were dropped; false, unless overridden
   */
  protected boolean dropEvents() {
    return false;
  }

  @BeforeEach
  void useChangesOfTheStore() {
    changes = trace.recorded(Changes.class, changes());
    next = ChangeCursor.start();
  }

  // Events

  @Test
  void newFollowerGetsEveryEventInOrder() {
    Score loops = stored(BOB, solved(LOOPS));
    Score maps = stored(BOB, failed(MAPS));
    Score anns = stored(ANN, failed(LOOPS), EARLIER);
    assertEvents(List.of(added(loops), added(maps), added(anns)), 10);
  }

  @Test
  void cursorIsUnchangedIfThereIsNoEvent() {
    assertEquals(new Changed(List.of(), next), changes.since(next, 10));
    assertEvents(List.of(added(stored(ANN, solved(LOOPS)))), 10);
    assertEquals(new Changed(List.of(), next), changes.since(next, 10));
    assertEvents(List.of(added(stored(BOB, solved(LOOPS)))), 10);
  }

  @Test
  void eventHasTheScoreAsItWasThen() {
    Score first = stored(ANN, failed(LOOPS));
    Score second = updated(store.upsert(ANN, solved(LOOPS), LATER));
    Score third = updated(store.upsert(ANN, solved(LOOPS), LATER));
    assertEvents(List.of(added(first), updated(second, true), updated(third, true)), 10);
  }

  @Test
  void eventHasTheVerdictOfItsWrite() {
    Score first = stored(ANN, solved(LOOPS));
    Score second = updated(store.upsert(ANN, failed(LOOPS), LATER));
    assertEquals(next(first, false, LATER), second);
    assertEvents(List.of(added(first), updated(second, false)), 10);
  }

  @Test
  void eventHasTheUpdatedAtOfItsScore() {
    Score first = stored(ANN, failed(LOOPS), NOON.plusNanos(999));
    Score second = updated(store.upsert(ANN, failed(LOOPS), EARLIER));
    assertEvents(
        List.of(
            new ScoreEvent(next, ScoreEvent.Type.ADDED, NOON, false, first, new Writer.Owner()),
            new ScoreEvent(next, ScoreEvent.Type.UPDATED, NOON, false, second, new Writer.Owner())),
        10);
  }

  @Test
  void eventNamesTheWriter() {
    Writer grader = new Writer.Grader("autograder");
    store.upsert(ANN, failed(LOOPS), grader, NOON);
    store.upsert(ANN, solved(LOOPS), LATER);
    store.upsert(Batch.of(ANN, List.of(failed(LOOPS), failed(MAPS))), grader, LATER);
    store.upsert(Batch.of(ANN, List.of(solved(MAPS))), LATER);
    Score maps = store.find(ANN, MAPS).orElseThrow();
    store.remove(ANN, maps.id(), new ExpectedVersion.Any(), LATER);
    Writer owner = new Writer.Owner();
    assertEquals(
        List.of(grader, owner, grader, grader, owner, owner),
        events(6, 10).stream().map(ScoreEvent::writer).toList());
  }

  @Test
  void everyKindOfWriteIsOneEvent() {
    Score first = added(store.upsert(ANN, solved(LOOPS), NOON));
    Score second = updated(store.update(ANN, first.id(), solved(LOOPS), NOON));
    Score third = updated(store.upsert(ANN, first.id(), solved(LOOPS), NOON));
    Score fourth = updated(store.update(ANN, first.id(), solved(LOOPS), ANY, NOON));
    Score maps = added(store.upsert(ANN, UNKNOWN, failed(MAPS), NOON));
    Score fifth = updated(store.upsert(Batch.of(ANN, List.of(solved(LOOPS))), NOON).get(0));
    Score bobs = added(store.upsert(Batch.of(BOB, List.of(failed(LOOPS))), NOON).get(0));
    assertEvents(
        List.of(
            added(first),
            updated(second, true),
            updated(third, true),
            updated(fourth, true),
            added(maps),
            updated(fifth, true),
            added(bobs)),
        10);
  }

  @Test
  void batchIsOneEventForEachScore() {
    Score loops = stored(ANN, failed(LOOPS));
    var outcomes =
        store.upsert(Batch.of(ANN, List.of(failed(MAPS), solved(LOOPS), solved(MAPS))), LATER);
    List<ScoreEvent> found = events(3, 10);
    assertEquals(added(loops), found.get(0));
    Score now = updated(outcomes.get(1));
    Score maps = added(outcomes.get(2));
    assertEquals(
        List.of(added(maps), updated(now, true)),
        found.subList(1, found.size()).stream()
            .sorted((one, other) -> one.type().compareTo(other.type()))
            .toList(),
        "the events of the batch");
  }

  @Test
  void rejectedWriteIsNoEvent() {
    Score score = stored(ANN, failed(LOOPS));
    assertEvents(List.of(added(score)), 10);
    store.add(ANN, solved(LOOPS), LATER);
    store.update(BOB, score.id(), solved(LOOPS), LATER);
    store.update(ANN, UNKNOWN, solved(LOOPS), LATER);
    store.upsert(ANN, UNKNOWN, solved(LOOPS), LATER);
    store.remove(BOB, score.id(), ANY, LATER);
    store.remove(ANN, UNKNOWN, ANY, LATER);
    assertEvents(List.of(added(stored(BOB, solved(LOOPS)))), 10);
  }

  @Test
  void removalIsTheLastEventOfItsScore() {
    Score loops = stored(ANN, solved(LOOPS));
    Score maps = stored(ANN, failed(MAPS));
    store.remove(ANN, loops.id(), ANY, LATER);
    store.remove(ANN, maps.id(), ANY, LATER);
    assertEvents(
        List.of(added(loops), added(maps), removed(loops, LATER), removed(maps, LATER)), 10);
  }

  @Test
  void removalHasTheScoreAsLastWritten() {
    Score first = stored(ANN, failed(LOOPS));
    Score second = updated(store.upsert(ANN, solved(LOOPS), NOON));
    store.remove(ANN, first.id(), ANY, LATER);
    assertEvents(List.of(added(first), updated(second, true), removed(second, LATER)), 10);
  }

  @Test
  void removalIsNeverBeforeTheLastWrite() {
    Score score = stored(ANN, solved(LOOPS));
    store.remove(ANN, score.id(), ANY, EARLIER);
    assertEvents(List.of(added(score), removed(score, NOON)), 10);
  }

  @Test
  void scoreThatIsAddedAgainHasEventsOfItsOwn() {
    Score before = stored(ANN, solved(LOOPS));
    store.remove(ANN, before.id(), ANY, NOON);
    Score after = stored(ANN, failed(LOOPS), LATER);
    assertEvents(List.of(added(before), removed(before, NOON), added(after)), 10);
  }

  // Cursors and pages

  @Test
  void pagesOfAnySizeHoldAllEvents() {
    for (int limit = 1; limit <= 5; limit++) {
      List<ScoreEvent> made = new ArrayList<>();
      for (int exercise = 1; exercise <= 5; exercise++) {
        made.add(added(stored(ANN, solved(new ExerciseId(limit * 10 + exercise)))));
      }
      assertEvents(made, limit);
    }
  }

  @Test
  void feedContinuesAfterEachEvent() {
    stored(ANN, solved(LOOPS));
    store.upsert(Batch.of(ANN, List.of(failed(LOOPS), failed(MAPS))), LATER);
    store.upsert(ANN, failed(LOOPS), LATER);
    List<ScoreEvent> all = eventsWithCursors(4, 10);
    for (int n = 0; n < all.size(); n++) {
      Changed rest = assertInstanceOf(Changed.class, changes.since(all.get(n).cursor(), 10));
      assertEquals(all.subList(n + 1, all.size()), rest.events());
    }
  }

  @Test
  void laterEventOfAScoreHasAHigherSequence() {
    Score score = stored(ANN, solved(LOOPS));
    store.upsert(ANN, failed(LOOPS), LATER);
    store.remove(ANN, score.id(), ANY, LATER);
    List<Long> sequences = eventsWithCursors(3, 10).stream().map(ScoreEvent::sequence).toList();
    assertEquals(sequences.stream().distinct().sorted().toList(), sequences);
  }

  @Test
  void latestIsTheEndOfTheFeed() {
    ChangeCursor ofEmptyStore = changes.latest();
    assertEquals(new Changed(List.of(), ofEmptyStore), changes.since(ofEmptyStore, 10));
    Score first = stored(ANN, failed(LOOPS));
    assertEvents(List.of(added(first)), 10);
    next = changes.latest();
    assertEquals(new Changed(List.of(), next), changes.since(next, 10));
    Score second = updated(store.upsert(ANN, solved(LOOPS), LATER));
    assertEvents(List.of(updated(second, true)), 10);
    next = ofEmptyStore;
    assertEvents(List.of(added(first), updated(second, true)), 10);
  }

  @Test
  void cursorAheadOfEveryEventIsReported() {
    ChangeCursor ahead = new ChangeCursor(Long.MAX_VALUE, Long.MAX_VALUE);
    assertEquals(new CursorAhead(), changes.since(ahead, 10));
    stored(ANN, failed(LOOPS));
    assertEquals(new CursorAhead(), changes.since(ahead, 10));
  }

  @Test
  void limitOutOfRangeIsRejected() {
    for (int limit : new int[] {Integer.MIN_VALUE, 0, Changes.MAX_PAGE + 1}) {
      assertThrows(IllegalArgumentException.class, () -> changes.since(next, limit));
    }
    assertEquals(new Changed(List.of(), next), changes.since(next, Changes.MAX_PAGE));
  }

  // Dropped events

  @Test
  void cursorBeforeADroppedEventIsExpired() {
    Score first = stored(ANN, failed(LOOPS));
    assertEvents(List.of(added(first)), 10);
    ChangeCursor afterTheFirst = next;
    Score second = updated(store.upsert(ANN, solved(LOOPS), LATER));
    assertEvents(List.of(updated(second, true)), 10);
    assumeTrue(dropEvents(), "the store does not drop events");
    assertEquals(new CursorExpired(), changes.since(afterTheFirst, 10));
    assertEquals(new Changed(List.of(), next), changes.since(next, 10));
    Score third = updated(store.upsert(ANN, solved(LOOPS), LATER));
    assertEvents(List.of(updated(third, true)), 10);
    assertEquals(new CursorExpired(), changes.since(afterTheFirst, 10));
  }

  @Test
  void startBeginsAtTheFirstEventThatWasKept() {
    Score first = stored(ANN, failed(LOOPS));
    assertEvents(List.of(added(first)), 10);
    assumeTrue(dropEvents(), "the store does not drop events");
    next = ChangeCursor.start();
    assertEquals(List.of(), events(0, 10));
    Score second = updated(store.upsert(ANN, solved(LOOPS), LATER));
    store.remove(ANN, first.id(), ANY, LATER);
    next = ChangeCursor.start();
    assertEvents(List.of(updated(second, true), removed(second, LATER)), 10);
  }

  @Test
  void latestIsNotExpiredByADropBefore() {
    stored(ANN, failed(LOOPS));
    events(1, 10);
    assumeTrue(dropEvents(), "the store does not drop events");
    next = changes.latest();
    assertEquals(new Changed(List.of(), next), changes.since(next, 10));
    assertEvents(List.of(added(stored(BOB, solved(LOOPS)))), 10);
  }

  // Followers beside writers

  @Test
  void followerGetsEveryEventOnceAndInOrderOfItsScore() {
    try (ConcurrentWriters writers = new ConcurrentWriters(untraced)) {
      List<ScoreEvent> followed = new ArrayList<>();
      while (writers.areWriting()) {
        readPage(followed, 7);
      }
      List<ScoreEvent> expected = writers.events();
      readUntil(followed, found -> found.size() >= expected.size(), 1000);
      assertEquals(
          ConcurrentWriters.inOrder(expected),
          ConcurrentWriters.byScore(withoutCursors(followed)),
          "the events of each score");
    }
  }

  @Test
  void replicaThatBeginsAtLatestMissesNothing() {
    try (ConcurrentWriters writers = new ConcurrentWriters(untraced)) {
      writers.awaitHalf();
      next = changes.latest();
      Replica replica = new Replica(everything());
      List<ScoreEvent> followed = new ArrayList<>();
      while (writers.areWriting()) {
        readPage(followed, 100);
      }
      // Its event is the last one, so that the follower knows when it has read all others.
      Score last = stored(BOB, solved(new ExerciseId(Integer.MAX_VALUE)), LATER);
      readUntil(followed, found -> found.stream().anyMatch(it -> it.score().equals(last)), 100);
      followed.forEach(replica::apply);
      assertEquals(everything(), replica.scores(), "the scores of the replica");
    }
  }

  private static ScoreEvent added(Score score) {
    return new ScoreEvent(
        ChangeCursor.start(),
        ScoreEvent.Type.ADDED,
        score.updatedAt(),
        score.correct(),
        score,
        new Writer.Owner());
  }

  private static ScoreEvent updated(Score score, boolean verdict) {
    return new ScoreEvent(
        ChangeCursor.start(),
        ScoreEvent.Type.UPDATED,
        score.updatedAt(),
        verdict,
        score,
        new Writer.Owner());
  }

  /** The removal of this score, whose event has the time of the removal as {@code updatedAt}. */
  static ScoreEvent removed(Score score, Instant at) {
    Score last =
        new Score(
            score.id(),
            score.user(),
            score.exercise(),
            score.correct(),
            score.createdAt(),
            at,
            score.version(),
            score.attempts(),
            score.solve());
    return new ScoreEvent(
        ChangeCursor.start(),
        ScoreEvent.Type.REMOVED,
        at,
        score.correct(),
        last,
        new Writer.Owner());
  }

  private void assertEvents(List<ScoreEvent> expected, int limit) {
    assertEquals(
        withoutCursors(expected),
        events(expected.size(), limit),
        () -> "the events within " + longestDelay());
  }

  private List<ScoreEvent> events(int count, int limit) {
    return withoutCursors(eventsWithCursors(count, limit));
  }

  /** Reads until this number of events appeared, and one more page. */
  private List<ScoreEvent> eventsWithCursors(int count, int limit) {
    List<ScoreEvent> found = new ArrayList<>();
    readUntil(found, read -> read.size() >= count, limit);
    return found;
  }

  /** Reads until the events are complete or no more appear, and then one more page. */
  private void readUntil(
      List<ScoreEvent> found, Predicate<List<ScoreEvent>> isComplete, int limit) {
    long pauses = longestDelay().dividedBy(BETWEEN_READS);
    while (!isComplete.test(found)) {
      boolean isEmpty = !readPage(found, limit);
      if (isEmpty && pauses-- == 0) {
        break;
      }
      if (isEmpty) {
        LockSupport.parkNanos(BETWEEN_READS.toNanos());
      }
    }
    readPage(found, limit); // further events fail the assertion of the caller
  }

  private boolean readPage(List<ScoreEvent> found, int limit) {
    Changed page = assertInstanceOf(Changed.class, changes.since(next, limit));
    assertTrue(page.events().size() <= limit, page::toString);
    found.addAll(page.events());
    next = page.next();
    return !page.events().isEmpty();
  }

  private static List<ScoreEvent> withoutCursors(List<ScoreEvent> events) {
    return events.stream()
        .map(
            event ->
                new ScoreEvent(
                    ChangeCursor.start(),
                    event.type(),
                    event.at(),
                    event.verdict(),
                    event.score(),
                    event.writer()))
        .toList();
  }
}
