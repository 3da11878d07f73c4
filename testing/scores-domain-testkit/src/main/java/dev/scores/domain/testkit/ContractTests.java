package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Outcome;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.ScorePolicy;
import dev.scores.domain.Scores;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The parts that all contracts share: the store under test and the users and exercises of the
 * tests.
 */
@ExtendWith(FailureReport.class)
abstract class ContractTests {

  static final UserId ANN = new UserId(11);
  static final UserId BOB = new UserId(12);
  static final ExerciseId LOOPS = new ExerciseId(21);
  static final ExerciseId MAPS = new ExerciseId(22);
  static final ScoreId UNKNOWN = new ScoreId(Long.MAX_VALUE);
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  static final Instant LATER = Instant.parse("2026-03-01T12:00:01.654321Z");
  static final Instant EARLIER = Instant.parse("2026-03-01T11:59:59.999999Z");

  final Trace trace = new Trace();

  /** The store under test. Its calls are recorded for the message of a failure. */
  Scores store;

  /** The same store without recording. */
  Scores untraced;

  /**
   * Returns an empty store. It is called before each test, before the {@code BeforeEach} methods of
   * a subclass, and again by a test of random operations that shortens a sequence which fails. It
   * may return the earlier store, emptied.
   *
   * @return a store without scores
   */
  protected abstract Scores emptyStore();

  /**
   * Returns the policy of the store under test: {@link ScorePolicy#LATEST}, unless overridden. A
   * store that can have either is tested with each.
   *
   * @return the policy that the store applies to every write
   */
  protected ScorePolicy policy() {
    return ScorePolicy.LATEST;
  }

  @BeforeEach
  void useAnEmptyStore() {
    trace.clear();
    untraced = emptyStore();
    store = trace.recorded(Scores.class, untraced);
  }

  static ScoreDraft solved(ExerciseId exercise) {
    return new ScoreDraft(exercise, true);
  }

  static ScoreDraft failed(ExerciseId exercise) {
    return new ScoreDraft(exercise, false);
  }

  /** Adds a score at noon. */
  Score stored(UserId user, ScoreDraft draft) {
    return stored(user, draft, NOON);
  }

  Score stored(UserId user, ScoreDraft draft, Instant at) {
    return assertInstanceOf(Added.class, store.add(user, draft, at)).score();
  }

  /** The score after another verdict, by the rule of the domain. */
  Score next(Score score, boolean verdict, Instant at) {
    return score.updated(verdict, policy(), at);
  }

  /** All scores, read in small pages without recording. */
  List<Score> everything() {
    return pages(untraced, Selection.all(), 50);
  }

  /** All selected scores. Fails if the list is not in order, which could make it endless. */
  List<Score> pages(Selection selection, int limit) {
    return pages(store, selection, limit);
  }

  private static List<Score> pages(Scores store, Selection selection, int limit) {
    List<Score> all = new ArrayList<>();
    Cursor cursor = Cursor.start();
    List<Score> page = store.page(selection, cursor, limit);
    while (!page.isEmpty()) {
      for (Score score : page) {
        assertTrue(selection.matches(score, cursor), score + " is not after " + cursor);
        cursor = Cursor.after(score);
      }
      all.addAll(page);
      page = store.page(selection, cursor, limit);
    }
    return all;
  }

  static Score added(Outcome outcome) {
    return assertInstanceOf(Added.class, outcome).score();
  }

  static Score updated(Outcome outcome) {
    return assertInstanceOf(Updated.class, outcome).score();
  }

  /** Asserts that the write has this outcome and changes nothing in the store. */
  void assertRejected(Outcome expected, Supplier<Outcome> write) {
    List<Score> before = everything();
    assertEquals(expected, write.get());
    assertEquals(before, everything(), "the store after a rejected write");
  }

  /** Asserts that the store has exactly these scores, in this order. */
  void assertStored(List<Score> expected) {
    assertEquals(expected, everything(), "the scores in the store");
  }

  /** Asserts that the store still has these scores, among others. */
  void assertUnchanged(List<Score> scores) {
    List<Score> missing = new ArrayList<>(scores);
    missing.removeAll(everything());
    assertEquals(List.of(), missing, "the scores that a write for another one changed");
  }

  void assertSize(int expected) {
    assertEquals(expected, everything().size(), "the number of scores in the store");
  }
}
