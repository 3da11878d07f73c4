package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.Changes;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Score;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link Changes} for one reader without concurrent writes. A change may appear a
 * moment after its write, so the tests read for {@link #longestDelay} before they report one as
 * missing.
 */
public abstract class ChangesContract extends ContractTests {

  private static final Duration BETWEEN_READS = Duration.ofMillis(10);

  private Changes changes;
  private ChangeCursor next = ChangeCursor.start();

  /**
   * Returns the changes under test.
   *
   * @return the changes of the store that {@link #emptyStore} returned last
   */
  protected abstract Changes changes();

  /**
   * Returns the longest time after which a change appears: 3 s, unless overridden.
   *
   * @return zero if changes appear with their write
   */
  protected Duration longestDelay() {
    return Duration.ofSeconds(3);
  }

  @BeforeEach
  void useChangesOfTheStore() {
    changes = trace.recorded(Changes.class, changes());
    next = ChangeCursor.start();
  }

  @Test
  void newReplicaGetsEveryScoreInWriteOrder() {
    Score loops = stored(BOB, solved(LOOPS));
    Score maps = stored(BOB, failed(MAPS));
    Score anns = stored(ANN, failed(LOOPS));
    assertChanges(List.of(loops, maps, anns), 10);
  }

  @Test
  void cursorIsUnchangedIfThereIsNoChange() {
    assertEquals(new Changed(List.of(), next), changes.since(next, 10));
    assertChanges(List.of(stored(ANN, solved(LOOPS))), 10);
    assertEquals(new Changed(List.of(), next), changes.since(next, 10));
    assertChanges(List.of(stored(BOB, solved(LOOPS))), 10);
  }

  @Test
  void updatedScoreAppearsInItsCurrentState() {
    Score score = stored(ANN, failed(LOOPS));
    Score other = stored(BOB, failed(LOOPS));
    assertChanges(List.of(score, other), 10);
    assertChanges(List.of(updated(score, LOOPS)), 10);
    assertChanges(List.of(updated(score, LOOPS)), 10);
  }

  @Test
  void lastWrittenScoreAppearsLastAndOnce() {
    Score first = stored(ANN, failed(LOOPS));
    Score second = stored(ANN, failed(MAPS));
    assertChanges(List.of(second, updated(first, LOOPS)), 10);
  }

  @Test
  void pagesOfAnySizeHoldAllChanges() {
    for (int limit = 1; limit <= 5; limit++) {
      List<Score> made = new ArrayList<>();
      for (int exercise = 1; exercise <= 5; exercise++) {
        made.add(stored(ANN, solved(new ExerciseId(limit * 10 + exercise))));
      }
      assertChanges(made, limit);
    }
  }

  @Test
  void rejectedWriteIsNoChange() {
    Score score = stored(ANN, failed(LOOPS));
    assertChanges(List.of(score), 10);
    store.add(ANN, solved(LOOPS), LATER);
    store.update(BOB, score.id(), solved(LOOPS), LATER);
    store.update(ANN, UNKNOWN, solved(LOOPS), LATER);
    store.upsert(ANN, UNKNOWN, solved(LOOPS), LATER);
    assertChanges(List.of(stored(BOB, solved(LOOPS))), 10);
  }

  @Test
  void removedScoreNoLongerAppears() {
    Score loops = stored(ANN, failed(LOOPS));
    Score maps = stored(ANN, failed(MAPS));
    store.remove(ANN, loops.id(), new ExpectedVersion.Any());
    assertChanges(List.of(maps), 10);
    store.remove(ANN, maps.id(), new ExpectedVersion.Any());
    assertChanges(List.of(stored(ANN, solved(MAPS))), 10);
  }

  @Test
  void cursorAheadOfEveryChangeIsReported() {
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

  private Score updated(Score score, ExerciseId exercise) {
    return assertInstanceOf(
            Updated.class, store.update(score.user(), score.id(), solved(exercise), LATER))
        .score();
  }

  /** Reads until the expected number of changes appeared, and then until there are no more. */
  private void assertChanges(List<Score> expected, int limit) {
    List<Score> found = new ArrayList<>();
    long pauses = longestDelay().dividedBy(BETWEEN_READS);
    while (found.size() < expected.size()) {
      boolean isEmpty = !readPage(found, limit);
      if (isEmpty && pauses-- == 0) {
        break;
      }
      if (isEmpty) {
        LockSupport.parkNanos(BETWEEN_READS.toNanos());
      }
    }
    for (int tries = 0; tries < expected.size() && readPage(found, limit); tries++) {
      // Further changes fail the assertion below.
    }
    assertEquals(expected, found, () -> "the changes within " + longestDelay());
  }

  private boolean readPage(List<Score> found, int limit) {
    Changed page = assertInstanceOf(Changed.class, changes.since(next, limit));
    assertTrue(page.scores().size() <= limit, page::toString);
    found.addAll(page.scores());
    next = page.next();
    return !page.scores().isEmpty();
  }
}
