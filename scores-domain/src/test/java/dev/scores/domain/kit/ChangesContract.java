package dev.scores.domain.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ChangePage.Changed;
import dev.scores.domain.ChangePage.CursorAhead;
import dev.scores.domain.Changes;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What {@link Changes} promises to one reader, writes apart. A change may take a moment to come to
 * light: the kit asks a few hundred times before it takes one for missing.
 */
public abstract class ChangesContract extends ContractTests {

  private static final int TRIES = 300;
  private static final long PAUSE = 10_000_000;

  private Changes changes;
  private ChangeCursor next = ChangeCursor.start();

  /** The changes of the store that {@link #emptyStore} gave last. */
  protected abstract Changes changes();

  @BeforeEach
  void beginWithChangesOfThatStore() {
    changes = changes();
    next = ChangeCursor.start();
  }

  @Test
  void aNewCopyGetsEveryScoreInTheOrderOfTheWrites() {
    Score loops = stored(BOB, solved(LOOPS));
    Score maps = stored(BOB, failed(MAPS));
    Score anns = stored(ANN, failed(LOOPS));
    comes(List.of(loops, maps, anns), 10);
  }

  @Test
  void whereNothingIsNewTheNextIsTheSame() {
    assertEquals(new Changed(List.of(), next), changes.since(next, 10));
    comes(List.of(stored(ANN, solved(LOOPS))), 10);
    assertEquals(new Changed(List.of(), next), changes.since(next, 10));
    comes(List.of(stored(BOB, solved(LOOPS))), 10);
  }

  @Test
  void aWrittenScoreComesAgainAsItIsNow() {
    Score score = stored(ANN, failed(LOOPS));
    Score other = stored(BOB, failed(LOOPS));
    comes(List.of(score, other), 10);
    comes(List.of(updated(score, LOOPS)), 10);
    comes(List.of(updated(score, LOOPS)), 10);
  }

  @Test
  void theScoreThatWasWrittenLastComesLastAndOnce() {
    Score first = stored(ANN, failed(LOOPS));
    Score second = stored(ANN, failed(MAPS));
    comes(List.of(second, updated(first, LOOPS)), 10);
  }

  @Test
  void pagesOfAnySizeAreAllChanges() {
    for (int limit = 1; limit <= 5; limit++) {
      List<Score> made = new ArrayList<>();
      for (int exercise = 1; exercise <= 5; exercise++) {
        made.add(stored(ANN, solved(new ExerciseId(limit * 10 + exercise))));
      }
      comes(made, limit);
    }
  }

  @Test
  void whatIsRefusedIsNoChange() {
    Score score = stored(ANN, failed(LOOPS));
    comes(List.of(score), 10);
    store.add(ANN, solved(LOOPS), LATER);
    store.update(BOB, score.id(), solved(LOOPS), LATER);
    store.update(ANN, UNKNOWN, solved(LOOPS), LATER);
    store.upsert(ANN, UNKNOWN, solved(LOOPS), LATER);
    comes(List.of(stored(BOB, solved(LOOPS))), 10);
  }

  @Test
  void aCursorThatIsAheadOfEverythingIsTold() {
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

  /** Goes on until as many changes came as are expected, and then until nothing is new. */
  private void comes(List<Score> expected, int limit) {
    List<Score> came = new ArrayList<>();
    for (int tries = 0; tries < TRIES && came.size() < expected.size(); tries++) {
      if (!more(came, limit)) {
        LockSupport.parkNanos(PAUSE);
      }
    }
    for (int tries = 0; tries < expected.size() && more(came, limit); tries++) {
      // Whatever comes beyond what is expected shows below.
    }
    assertEquals(expected, came);
  }

  private boolean more(List<Score> came, int limit) {
    Changed answer = assertInstanceOf(Changed.class, changes.since(next, limit));
    assertTrue(answer.scores().size() <= limit, answer::toString);
    came.addAll(answer.scores());
    next = answer.next();
    return !answer.scores().isEmpty();
  }
}
