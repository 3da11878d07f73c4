package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.scores.domain.Batch;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome.NoScoreForExercise;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.Removed;
import dev.scores.domain.Outcome.VersionMismatch;
import dev.scores.domain.Score;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of removals. */
abstract class RemovalContract extends ConditionalContract {

  private static final ExpectedVersion ANY = new ExpectedVersion.Any();

  @Test
  void removedScoreIsReturnedAndNoLongerFound() {
    Score score = stored(ANN, solved(LOOPS));
    assertEquals(new Removed(score), store.remove(ANN, score.id(), ANY, LATER));
    assertEquals(Optional.empty(), store.find(score.id()));
    assertEquals(Optional.empty(), store.find(ANN, score.id()));
    assertEquals(Optional.empty(), store.find(ANN, LOOPS));
    assertStored(List.of());
  }

  @Test
  void removalReturnsTheScoreAsLastWritten() {
    Score score = stored(ANN, solved(LOOPS));
    Score after = updated(store.update(ANN, score.id(), failed(LOOPS), LATER));
    assertEquals(new Removed(after), store.remove(ANN, score.id(), ANY, LATER));
  }

  @Test
  void expectedVersionIsRemoved() {
    Score loops = stored(ANN, solved(LOOPS));
    assertEquals(new Removed(loops), store.remove(ANN, loops.id(), oneOf(1), LATER));
    Score maps = stored(ANN, solved(MAPS));
    Score after = updated(store.upsert(ANN, failed(MAPS), LATER));
    assertEquals(new Removed(after), store.remove(ANN, maps.id(), oneOf(9, 2, 7), LATER));
    assertStored(List.of());
  }

  @Test
  void unexpectedVersionIsNotRemoved() {
    Score score = stored(ANN, solved(LOOPS));
    store.upsert(ANN, failed(LOOPS), LATER);
    for (ExpectedVersion stale :
        List.of(oneOf(1), oneOf(3), oneOf(1, 3, Integer.MAX_VALUE), oneOf())) {
      assertRejected(new VersionMismatch(), () -> store.remove(ANN, score.id(), stale, LATER));
    }
  }

  @Test
  void removalLeavesOtherScoresUnchanged() {
    Score score = stored(ANN, solved(LOOPS));
    List<Score> others = List.of(stored(BOB, solved(LOOPS)), stored(ANN, solved(MAPS)));
    store.remove(ANN, score.id(), ANY, LATER);
    assertUnchanged(others);
    assertSize(2);
  }

  /** The user is checked before the version, so the version is irrelevant. */
  @Test
  void removalOfAnotherUsersScoreIsRejected() {
    Score bobs = stored(BOB, solved(LOOPS));
    stored(ANN, solved(LOOPS));
    for (ExpectedVersion expected : List.of(ANY, oneOf(1), oneOf(2))) {
      assertRejected(new NoSuchScore(), () -> store.remove(ANN, bobs.id(), expected, LATER));
    }
  }

  @Test
  void removalOfAnUnknownScoreIsRejected() {
    stored(ANN, solved(LOOPS));
    for (ExpectedVersion expected : List.of(ANY, oneOf(1), oneOf(2))) {
      assertRejected(new NoSuchScore(), () -> store.remove(ANN, UNKNOWN, expected, LATER));
    }
  }

  @Test
  void secondRemovalIsRejected() {
    Score score = stored(ANN, solved(LOOPS));
    store.remove(ANN, score.id(), ANY, LATER);
    for (ExpectedVersion expected : List.of(ANY, oneOf(1), oneOf(2))) {
      assertRejected(new NoSuchScore(), () -> store.remove(ANN, score.id(), expected, LATER));
    }
  }

  @Test
  void removedScoreIsAddedAgainUnderANewId() {
    Score before = stored(ANN, solved(LOOPS));
    store.upsert(ANN, solved(LOOPS), NOON);
    store.remove(ANN, before.id(), ANY, LATER);
    Score after = stored(ANN, failed(LOOPS), LATER);
    assertNotEquals(before.id(), after.id());
    assertEquals(Score.first(after.id(), ANN, failed(LOOPS), LATER), after);
    assertRejected(new NoSuchScore(), () -> store.remove(ANN, before.id(), ANY, LATER));
    assertStored(List.of(after));
  }

  @Test
  void removedScoreCannotBeUpdated() {
    Score score = stored(ANN, solved(LOOPS));
    store.remove(ANN, score.id(), ANY, LATER);
    assertRejected(new NoSuchScore(), () -> store.update(ANN, score.id(), failed(LOOPS), LATER));
    assertRejected(
        new NoScoreForExercise(), () -> store.update(ANN, score.id(), failed(LOOPS), ANY, LATER));
  }

  @Test
  void everyUpsertAddsARemovedScoreAgain() {
    Score first = stored(ANN, solved(LOOPS));
    store.remove(ANN, first.id(), ANY, LATER);
    Score second = added(store.upsert(ANN, solved(LOOPS), NOON));
    store.remove(ANN, second.id(), ANY, LATER);
    Score third = added(store.upsert(ANN, second.id(), solved(LOOPS), NOON));
    store.remove(ANN, third.id(), ANY, LATER);
    Score fourth = added(store.upsert(Batch.of(ANN, List.of(solved(LOOPS))), NOON).get(0));
    assertEquals(
        4, Set.of(first.id(), second.id(), third.id(), fourth.id()).size(), "the different ids");
    assertStored(List.of(fourth));
  }

  private static ExpectedVersion oneOf(Integer... versions) {
    return new ExpectedVersion.OneOf(Set.of(versions));
  }
}
