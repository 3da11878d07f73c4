package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.scores.domain.Batch;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Solve;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link dev.scores.domain.Scores} for a single thread: every operation, every
 * outcome, what it changes and what it leaves unchanged.
 */
public abstract class ScoresContract extends RemovalContract {

  // Adding

  @Test
  void firstScoreIsAdded() {
    Score score = assertInstanceOf(Added.class, store.add(ANN, solved(LOOPS), NOON)).score();
    assertEquals(Score.first(score.id(), ANN, solved(LOOPS), NOON), score);
    assertStored(List.of(score));
  }

  @Test
  void incorrectScoreIsAdded() {
    Score score = stored(ANN, failed(LOOPS));
    assertEquals(Score.first(score.id(), ANN, failed(LOOPS), NOON), score);
    assertStored(List.of(score));
  }

  @Test
  void secondScoreForAnExerciseIsRejected() {
    stored(ANN, solved(LOOPS));
    assertRejected(new AlreadyExists(), () -> store.add(ANN, solved(LOOPS), LATER));
    assertRejected(new AlreadyExists(), () -> store.add(ANN, failed(LOOPS), LATER));
  }

  @Test
  void userHasAScoreForEachExercise() {
    Score loops = stored(ANN, solved(LOOPS));
    Score maps = stored(ANN, solved(MAPS));
    assertNotEquals(loops.id(), maps.id());
    assertSize(2);
  }

  @Test
  void exerciseHasAScoreOfEachUser() {
    Score anns = stored(ANN, solved(LOOPS));
    Score bobs = stored(BOB, solved(LOOPS));
    assertNotEquals(anns.id(), bobs.id());
    assertSize(2);
  }

  @Test
  void userAndExerciseWithOneNumberAreDistinct() {
    Score one = stored(new UserId(1), solved(new ExerciseId(2)));
    Score other = stored(new UserId(2), failed(new ExerciseId(1)));
    assertEquals(Optional.of(one), store.find(new UserId(1), new ExerciseId(2)));
    assertEquals(Optional.of(other), store.find(new UserId(2), new ExerciseId(1)));
    assertEquals(Optional.empty(), store.find(new UserId(2), new ExerciseId(2)));
  }

  @Test
  void rejectedAddDoesNotAffectLaterAdds() {
    Score loops = stored(ANN, solved(LOOPS));
    assertRejected(new AlreadyExists(), () -> store.add(ANN, solved(LOOPS), LATER));
    Score maps = stored(ANN, solved(MAPS));
    assertEquals(Optional.of(loops), store.find(loops.id()));
    assertEquals(Optional.of(maps), store.find(maps.id()));
  }

  @Test
  void largestUserAndExerciseAreStored() {
    UserId user = new UserId(Integer.MAX_VALUE);
    ExerciseId exercise = new ExerciseId(Integer.MAX_VALUE);
    Score score = stored(user, solved(exercise));
    assertEquals(Optional.of(score), store.find(user, exercise));
    assertRejected(new AlreadyExists(), () -> store.add(user, failed(exercise), LATER));
  }

  @Test
  void timesAreTruncatedToMicroseconds() {
    Instant exact = Instant.parse("2026-03-01T12:00:00.123456999Z");
    Score added = stored(ANN, solved(LOOPS), exact);
    assertEquals(NOON, added.createdAt());
    assertEquals(NOON, added.updatedAt());
    assertStored(List.of(added));

    Instant endOfYear = Instant.parse("2026-12-31T23:59:59.999999999Z");
    Score updated = updated(store.upsert(ANN, solved(LOOPS), endOfYear));
    assertEquals(Instant.parse("2026-12-31T23:59:59.999999Z"), updated.updatedAt());
    assertStored(List.of(updated));
  }

  @Test
  void timesFarFromNowAreStored() {
    Instant longAgo = Instant.parse("1969-12-31T23:59:59.999999Z");
    Instant farOff = Instant.parse("9999-12-31T23:59:59.999999Z");
    Score old = stored(ANN, solved(LOOPS), longAgo);
    assertEquals(longAgo, old.createdAt());
    assertEquals(Optional.of(old), store.find(old.id()));
    Score now = updated(store.upsert(ANN, solved(LOOPS), farOff));
    assertEquals(farOff, now.updatedAt());
    assertEquals(Optional.of(now), store.find(now.id()));
  }

  // Updating

  @Test
  void updateChangesCorrectUpdatedAtVersionAndAttempts() {
    Score before = stored(ANN, solved(LOOPS));
    Score after = updated(store.update(ANN, before.id(), failed(LOOPS), LATER));
    assertEquals(next(before, false, LATER), after);
    assertStored(List.of(after));
  }

  @Test
  void updateWithTheSameValueIsAWrite() {
    Score before = stored(ANN, solved(LOOPS));
    Score after = updated(store.update(ANN, before.id(), solved(LOOPS), LATER));
    assertEquals(next(before, true, LATER), after);
    assertStored(List.of(after));
  }

  @Test
  void updateWithAnEarlierTimeKeepsUpdatedAt() {
    Score before = stored(ANN, solved(LOOPS));
    Score after = updated(store.update(ANN, before.id(), failed(LOOPS), EARLIER));
    assertEquals(next(before, false, EARLIER), after);
    assertStored(List.of(after));
  }

  @Test
  void updateLeavesOtherScoresUnchanged() {
    Score anns = stored(ANN, solved(LOOPS));
    List<Score> others = List.of(stored(BOB, solved(LOOPS)), stored(ANN, solved(MAPS)));
    store.update(ANN, anns.id(), failed(LOOPS), LATER);
    assertUnchanged(others);
  }

  @Test
  void updateOfAnotherUsersScoreIsRejected() {
    Score bobs = stored(BOB, solved(LOOPS));
    assertRejected(new NoSuchScore(), () -> store.update(ANN, bobs.id(), failed(LOOPS), LATER));
    stored(ANN, solved(LOOPS));
    assertRejected(new NoSuchScore(), () -> store.update(ANN, bobs.id(), failed(LOOPS), LATER));
  }

  @Test
  void updateForAnotherExerciseIsRejected() {
    Score loops = stored(ANN, solved(LOOPS));
    assertRejected(new NoSuchScore(), () -> store.update(ANN, loops.id(), failed(MAPS), LATER));
    stored(ANN, solved(MAPS));
    assertRejected(new NoSuchScore(), () -> store.update(ANN, loops.id(), failed(MAPS), LATER));
  }

  @Test
  void updateOfAnUnknownScoreIsRejected() {
    assertRejected(new NoSuchScore(), () -> store.update(ANN, UNKNOWN, solved(LOOPS), NOON));
    stored(ANN, solved(LOOPS));
    assertRejected(new NoSuchScore(), () -> store.update(ANN, UNKNOWN, failed(LOOPS), LATER));
  }

  // Upserting

  @Test
  void upsertAddsAMissingScore() {
    Score score = added(store.upsert(ANN, solved(LOOPS), NOON));
    assertEquals(Score.first(score.id(), ANN, solved(LOOPS), NOON), score);
    assertStored(List.of(score));
  }

  @Test
  void upsertUpdatesAnExistingScore() {
    Score before = stored(ANN, solved(LOOPS));
    Score after = updated(store.upsert(ANN, failed(LOOPS), LATER));
    assertEquals(next(before, false, LATER), after);
    assertStored(List.of(after));
  }

  @Test
  void upsertWithTheSameValueIsAWrite() {
    Score before = stored(ANN, solved(LOOPS));
    Score after = updated(store.upsert(ANN, solved(LOOPS), LATER));
    assertEquals(next(before, true, LATER), after);
    assertStored(List.of(after));
  }

  @Test
  void upsertWithAnEarlierTimeKeepsUpdatedAt() {
    Score before = stored(ANN, solved(LOOPS));
    Score after = updated(store.upsert(ANN, failed(LOOPS), EARLIER));
    assertEquals(next(before, false, EARLIER), after);
    assertStored(List.of(after));
  }

  @Test
  void everyUpdateIncrementsTheVersion() {
    stored(ANN, solved(LOOPS));
    for (int version = 2; version <= 20; version++) {
      Score score = updated(store.upsert(ANN, failed(LOOPS), NOON.plusSeconds(version)));
      assertEquals(version, score.version());
    }
    assertEquals(20, everything().get(0).version());
  }

  @Test
  void upsertLeavesOtherScoresUnchanged() {
    List<Score> others = List.of(stored(BOB, solved(LOOPS)), stored(ANN, solved(MAPS)));
    added(store.upsert(ANN, solved(LOOPS), NOON));
    updated(store.upsert(ANN, failed(LOOPS), LATER));
    assertUnchanged(others);
    assertSize(3);
  }

  // Upserting by id

  @Test
  void namedUpsertUpdatesItsScore() {
    Score before = stored(ANN, solved(LOOPS));
    Score after = updated(store.upsert(ANN, before.id(), failed(LOOPS), LATER));
    assertEquals(next(before, false, LATER), after);
    assertStored(List.of(after));
  }

  @Test
  void namedUpsertWithAnEarlierTimeKeepsUpdatedAt() {
    Score before = stored(ANN, solved(LOOPS));
    Score after = updated(store.upsert(ANN, before.id(), solved(LOOPS), EARLIER));
    assertEquals(next(before, true, EARLIER), after);
    assertStored(List.of(after));
  }

  @Test
  void namedUpsertWithAnUnknownIdAddsUnderANewId() {
    Score score = added(store.upsert(ANN, UNKNOWN, solved(LOOPS), NOON));
    assertNotEquals(UNKNOWN, score.id());
    assertEquals(Score.first(score.id(), ANN, solved(LOOPS), NOON), score);
    assertStored(List.of(score));
  }

  @Test
  void namedUpsertWithAnotherUsersIdAddsUnderANewId() {
    Score bobs = stored(BOB, solved(LOOPS));
    Score anns = added(store.upsert(ANN, bobs.id(), failed(LOOPS), LATER));
    assertEquals(Score.first(anns.id(), ANN, failed(LOOPS), LATER), anns);
    assertNotEquals(bobs.id(), anns.id());
    assertEquals(Optional.of(bobs), store.find(bobs.id()));
    assertSize(2);
  }

  @Test
  void namedUpsertForAnotherExerciseAddsUnderANewId() {
    Score loops = stored(ANN, solved(LOOPS));
    Score maps = added(store.upsert(ANN, loops.id(), failed(MAPS), LATER));
    assertEquals(Score.first(maps.id(), ANN, failed(MAPS), LATER), maps);
    assertNotEquals(loops.id(), maps.id());
    assertEquals(Optional.of(loops), store.find(loops.id()));
    assertSize(2);
  }

  @Test
  void namedUpsertWithAnUnknownIdIsRejected() {
    stored(ANN, solved(LOOPS));
    assertRejected(new NoSuchScore(), () -> store.upsert(ANN, UNKNOWN, failed(LOOPS), LATER));
  }

  @Test
  void namedUpsertWithAnotherUsersIdIsRejected() {
    Score bobs = stored(BOB, solved(LOOPS));
    stored(ANN, solved(LOOPS));
    assertRejected(new NoSuchScore(), () -> store.upsert(ANN, bobs.id(), failed(LOOPS), LATER));
  }

  @Test
  void namedUpsertForAnotherExerciseIsRejected() {
    Score maps = stored(ANN, solved(MAPS));
    stored(ANN, solved(LOOPS));
    assertRejected(new NoSuchScore(), () -> store.upsert(ANN, maps.id(), failed(LOOPS), LATER));
  }

  // Finding

  @Test
  void emptyStoreFindsNothing() {
    assertEquals(Optional.empty(), store.find(new ScoreId(1)));
    assertEquals(Optional.empty(), store.find(ANN, new ScoreId(1)));
    assertEquals(Optional.empty(), store.find(ANN, LOOPS));
  }

  @Test
  void scoreIsFoundByIdWhoeverOwnsIt() {
    Score anns = stored(ANN, solved(LOOPS));
    Score bobs = stored(BOB, failed(LOOPS));
    assertEquals(Optional.of(anns), store.find(anns.id()));
    assertEquals(Optional.of(bobs), store.find(bobs.id()));
  }

  @Test
  void userFindsOnlyOwnScoresById() {
    Score anns = stored(ANN, solved(LOOPS));
    Score bobs = stored(BOB, failed(LOOPS));
    assertEquals(Optional.of(anns), store.find(ANN, anns.id()));
    assertEquals(Optional.of(bobs), store.find(BOB, bobs.id()));
    assertEquals(Optional.empty(), store.find(ANN, bobs.id()));
    assertEquals(Optional.empty(), store.find(BOB, anns.id()));
  }

  @Test
  void userFindsOwnScoreByExercise() {
    Score loops = stored(ANN, solved(LOOPS));
    Score maps = stored(ANN, failed(MAPS));
    Score bobs = stored(BOB, failed(LOOPS));
    assertEquals(Optional.of(loops), store.find(ANN, LOOPS));
    assertEquals(Optional.of(maps), store.find(ANN, MAPS));
    assertEquals(Optional.of(bobs), store.find(BOB, LOOPS));
    assertEquals(Optional.empty(), store.find(BOB, MAPS));
  }

  @Test
  void unknownIdFindsNothing() {
    Score score = stored(ANN, solved(LOOPS));
    ScoreId next = new ScoreId(score.id().value() + 1);
    for (ScoreId id : List.of(next, UNKNOWN)) {
      assertEquals(Optional.empty(), store.find(id));
      assertEquals(Optional.empty(), store.find(ANN, id));
    }
  }

  @Test
  void scoreIsFoundAsLastWritten() {
    Score before = stored(ANN, solved(LOOPS));
    Score after = updated(store.upsert(ANN, failed(LOOPS), LATER));
    Stream.of(store.find(before.id()), store.find(ANN, before.id()), store.find(ANN, LOOPS))
        .forEach(found -> assertEquals(Optional.of(after), found));
  }

  // All writes

  @Test
  void everyWriteFollowsThePolicy() {
    Score first = stored(ANN, solved(LOOPS));
    boolean isSticky = policy() == ScorePolicy.STICKY;
    List<Score> written =
        List.of(
            updated(store.update(ANN, first.id(), failed(LOOPS), LATER)),
            updated(store.upsert(ANN, failed(LOOPS), LATER)),
            updated(store.upsert(ANN, first.id(), failed(LOOPS), LATER)),
            updated(store.upsert(Batch.of(ANN, List.of(failed(LOOPS))), LATER).get(0)),
            updated(
                store.update(ANN, first.id(), failed(LOOPS), new ExpectedVersion.Any(), LATER)));
    assertEquals(
        Collections.nCopies(5, isSticky),
        written.stream().map(Score::correct).toList(),
        "correct after an incorrect verdict on a solved score");
    assertStored(List.of(written.get(4)));
  }

  @Test
  void everyVerdictIsAnAttempt() {
    stored(ANN, failed(LOOPS));
    for (int attempts = 2; attempts <= 5; attempts++) {
      Score score = updated(store.upsert(ANN, failed(LOOPS), LATER));
      assertEquals(attempts, score.attempts());
      assertEquals(Optional.empty(), score.solve());
    }
    assertEquals(5, everything().get(0).attempts());
  }

  @Test
  void solveIsTheFirstCorrectVerdictForGood() {
    stored(ANN, failed(LOOPS));
    store.upsert(ANN, failed(LOOPS), NOON);
    store.upsert(ANN, solved(LOOPS), LATER);
    Optional<Solve> solve = Optional.of(new Solve(LATER, 3));
    assertEquals(solve, everything().get(0).solve());
    for (boolean verdict : new boolean[] {true, false, false, true}) {
      Instant at = LATER.plusSeconds(1);
      assertEquals(solve, updated(store.upsert(ANN, new ScoreDraft(LOOPS, verdict), at)).solve());
    }
    assertEquals(solve, everything().get(0).solve());
  }

  @Test
  void solveHasTheUpdatedAtOfItsScore() {
    stored(ANN, failed(LOOPS));
    Score score = updated(store.upsert(ANN, solved(LOOPS), EARLIER));
    assertEquals(Optional.of(new Solve(NOON, 2)), score.solve());
    assertStored(List.of(score));
  }

  @Test
  void everyWriteStoresBothValuesOfCorrect() {
    for (boolean verdict : new boolean[] {true, false}) {
      ScoreDraft draft = new ScoreDraft(LOOPS, verdict);
      UserId user = verdict ? ANN : BOB;
      Score score = stored(user, draft);
      assertEquals(verdict, score.correct());
      assertEquals(verdict, updated(store.update(user, score.id(), draft, NOON)).correct());
      assertEquals(verdict, updated(store.upsert(user, draft, NOON)).correct());
      assertEquals(verdict, updated(store.upsert(user, score.id(), draft, NOON)).correct());
    }
  }
}
