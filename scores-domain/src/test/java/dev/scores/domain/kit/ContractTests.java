package dev.scores.domain.kit;

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
import dev.scores.domain.Scores;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts share: the store under test, and the people and exercises of the tests. */
abstract class ContractTests {

  static final UserId ANN = new UserId(11);
  static final UserId BOB = new UserId(12);
  static final ExerciseId LOOPS = new ExerciseId(21);
  static final ExerciseId MAPS = new ExerciseId(22);
  static final ScoreId UNKNOWN = new ScoreId(Long.MAX_VALUE);
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
  static final Instant LATER = Instant.parse("2026-03-01T12:00:01.654321Z");
  static final Instant EARLIER = Instant.parse("2026-03-01T11:59:59.999999Z");

  Scores store;

  /**
   * A store with no score in it, asked for once before each test. No other store of an earlier test
   * is used any more, so it may be the same one, emptied. It is called before the {@code
   * BeforeEach} methods of a subclass.
   */
  protected abstract Scores emptyStore();

  @BeforeEach
  void beginWithAnEmptyStore() {
    store = emptyStore();
  }

  static ScoreDraft solved(ExerciseId exercise) {
    return new ScoreDraft(exercise, true);
  }

  static ScoreDraft failed(ExerciseId exercise) {
    return new ScoreDraft(exercise, false);
  }

  /** Adds a score at noon that is there from then on. */
  Score stored(UserId user, ScoreDraft draft) {
    return stored(user, draft, NOON);
  }

  Score stored(UserId user, ScoreDraft draft, Instant at) {
    return assertInstanceOf(Added.class, store.add(user, draft, at)).score();
  }

  /** All scores, gathered in small pages. */
  List<Score> everything() {
    return pages(Selection.all(), 50);
  }

  /** All scores that are selected; a list that is not in its order fails rather than never end. */
  List<Score> pages(Selection selection, int limit) {
    List<Score> all = new ArrayList<>();
    Cursor cursor = Cursor.start();
    List<Score> page = store.page(selection, cursor, limit);
    while (!page.isEmpty()) {
      for (Score score : page) {
        assertTrue(selection.matches(score, cursor), score + " is not behind " + cursor);
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

  /** That the write comes to that outcome and leaves the whole store as it was. */
  void refused(Outcome expected, Supplier<Outcome> write) {
    List<Score> before = everything();
    assertEquals(expected, write.get());
    assertEquals(before, everything());
  }
}
