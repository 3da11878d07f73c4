package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome.NoScoreForExercise;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.VersionMismatch;
import dev.scores.domain.Score;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of updates that expect a version. */
abstract class ConditionalContract extends BatchContract {

  private static final ExpectedVersion ANY = new ExpectedVersion.Any();

  @Test
  void expectedVersionIsUpdated() {
    Score before = stored(ANN, solved(LOOPS));
    Score after = updated(store.update(ANN, before.id(), failed(LOOPS), oneOf(1), LATER));
    assertEquals(next(before, false, LATER), after);
    assertStored(List.of(after));
    Score again = updated(store.update(ANN, before.id(), solved(LOOPS), oneOf(9, 2, 7), EARLIER));
    assertEquals(next(after, true, EARLIER), again);
    assertStored(List.of(again));
  }

  @Test
  void anyVersionUpdatesEveryVersion() {
    Score score = stored(ANN, solved(LOOPS));
    for (int version = 2; version <= 4; version++) {
      Score now = updated(store.update(ANN, score.id(), failed(LOOPS), ANY, LATER));
      assertEquals(next(score, false, LATER), now);
      score = now;
    }
  }

  @Test
  void unexpectedVersionIsNotUpdated() {
    Score score = stored(ANN, solved(LOOPS));
    store.upsert(ANN, failed(LOOPS), LATER);
    for (ExpectedVersion stale :
        List.of(oneOf(1), oneOf(3), oneOf(1, 3, Integer.MAX_VALUE), oneOf())) {
      assertRejected(
          new VersionMismatch(), () -> store.update(ANN, score.id(), solved(LOOPS), stale, LATER));
    }
  }

  @Test
  void conditionalUpdateAddsNoScore() {
    Score maps = stored(ANN, solved(MAPS));
    Score bobs = stored(BOB, solved(LOOPS));
    for (ExpectedVersion expected : List.of(ANY, oneOf(1), oneOf(2))) {
      for (Score named : List.of(maps, bobs)) {
        assertRejected(
            new NoScoreForExercise(),
            () -> store.update(ANN, named.id(), failed(LOOPS), expected, LATER));
      }
      assertRejected(
          new NoScoreForExercise(),
          () -> store.update(ANN, UNKNOWN, failed(LOOPS), expected, LATER));
    }
  }

  @Test
  void idIsCheckedBeforeTheVersion() {
    stored(ANN, solved(LOOPS));
    Score maps = stored(ANN, solved(MAPS));
    Score bobs = stored(BOB, solved(LOOPS));
    for (ExpectedVersion expected : List.of(ANY, oneOf(1), oneOf(2))) {
      for (Score named : List.of(maps, bobs)) {
        assertRejected(
            new NoSuchScore(), () -> store.update(ANN, named.id(), failed(LOOPS), expected, LATER));
      }
      assertRejected(
          new NoSuchScore(), () -> store.update(ANN, UNKNOWN, failed(LOOPS), expected, LATER));
    }
  }

  private static ExpectedVersion oneOf(Integer... versions) {
    return new ExpectedVersion.OneOf(Set.of(versions));
  }
}
