package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreId;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rules of lists: order, limit, cursor, selection. */
abstract class ListContract extends ContractTests {

  private static final Duration MICROSECOND = Duration.ofNanos(1000);

  @Test
  void emptyStoreHasAnEmptyPage() {
    assertEquals(List.of(), store.page(Selection.all(), Cursor.start(), 10));
  }

  @Test
  void pageHoldsEveryScoreAsAdded() {
    Score anns = stored(ANN, solved(LOOPS));
    Score bobs = stored(BOB, failed(LOOPS));
    assertEquals(byId(anns, bobs), store.page(Selection.all(), Cursor.start(), 10));
  }

  @Test
  void listIsOrderedByAscendingId() {
    List<Score> added = thirtyScores();
    assertStored(byId(added.toArray(Score[]::new)));
  }

  @Test
  void updatedScoreKeepsItsPlace() {
    List<ScoreId> before = idsOf(thirtyScores().stream().sorted(ListContract::compareIds).toList());
    store.upsert(new UserId(3), failed(new ExerciseId(3)), LATER);
    store.upsert(new UserId(1), failed(new ExerciseId(2)), EARLIER);
    assertEquals(before, idsOf(everything()));
  }

  @Test
  void pageHoldsAtMostItsLimit() {
    thirtyScores();
    List<Score> all = everything();
    for (int limit = 1; limit <= 30; limit++) {
      assertEquals(all.subList(0, limit), store.page(Selection.all(), Cursor.start(), limit));
    }
  }

  @Test
  void limitAboveTheSizeReturnsEverything() {
    thirtyScores();
    assertEquals(everything(), store.page(Selection.all(), Cursor.start(), 31));
    assertEquals(everything(), store.page(Selection.all(), Cursor.start(), Integer.MAX_VALUE));
  }

  @Test
  void limitBelowOneIsRejected() {
    stored(ANN, solved(LOOPS));
    for (int limit : new int[] {Integer.MIN_VALUE, -1, 0}) {
      for (Selection selection : List.of(Selection.all(), Selection.all().ofUser(ANN))) {
        assertThrows(
            IllegalArgumentException.class, () -> store.page(selection, Cursor.start(), limit));
      }
    }
  }

  @Test
  void pagesOfAnySizeFormTheList() {
    thirtyScores();
    List<Score> all = everything();
    for (int limit = 1; limit <= 31; limit++) {
      assertEquals(all, pages(Selection.all(), limit));
    }
  }

  @Test
  void limitCountsOnlySelectedScores() {
    thirtyScores();
    Selection ofOne = Selection.all().ofUser(new UserId(2));
    List<Score> shown = everything().stream().filter(ofOne::matches).toList();
    assertEquals(shown.subList(0, 4), store.page(ofOne, Cursor.start(), 4));
    assertEquals(shown, pages(ofOne, 4));
  }

  @Test
  void pageAfterTheLastScoreIsEmpty() {
    List<Score> all = byId(thirtyScores().toArray(Score[]::new));
    assertEquals(List.of(), store.page(Selection.all(), Cursor.after(all.get(29)), 10));
    assertEquals(List.of(), store.page(Selection.all(), Cursor.after(UNKNOWN), 10));
  }

  @Test
  void cursorMayNameAScoreOutsideTheSelection() {
    thirtyScores();
    List<Score> all = everything();
    Selection ofOne = Selection.all().ofUser(new UserId(2));
    for (Score other : all) {
      List<Score> behind =
          all.stream().filter(ofOne::matches).filter(s -> compareIds(s, other) > 0).toList();
      assertEquals(behind, store.page(ofOne, Cursor.after(other), 10));
    }
  }

  @Test
  void cursorMayNameAnUnknownScore() {
    thirtyScores();
    List<Score> all = everything();
    long beforeFirst = all.get(0).id().value() - 1;
    long afterLast = all.get(29).id().value() + 1;
    assertEquals(all, store.page(Selection.all(), new Cursor(beforeFirst, Optional.empty()), 30));
    assertEquals(
        List.of(), store.page(Selection.all(), new Cursor(afterLast, Optional.empty()), 30));
  }

  @Test
  void everyCombinationOfFiltersIsApplied() {
    thirtyScores();
    List<Score> all = everything();
    for (Selection selection : everySelection()) {
      List<Score> shown =
          all.stream().filter(selection::matches).sorted(selection.order()).toList();
      assertEquals(shown, store.page(selection, Cursor.start(), 30), selection::toString);
      assertEquals(shown, pages(selection, 2), selection::toString);
    }
  }

  @Test
  void filterForUnknownIdsReturnsNothing() {
    thirtyScores();
    Selection ofNobody = Selection.all().ofUser(new UserId(Integer.MAX_VALUE));
    Selection ofNoExercise = Selection.all().ofExercise(new ExerciseId(Integer.MAX_VALUE));
    assertEquals(List.of(), store.page(ofNobody, Cursor.start(), 10));
    assertEquals(List.of(), store.page(ofNoExercise, Cursor.start(), 10));
  }

  @Test
  void largestUserAndExerciseCanBeFiltered() {
    stored(ANN, solved(LOOPS));
    UserId largest = new UserId(Integer.MAX_VALUE);
    ExerciseId last = new ExerciseId(Integer.MAX_VALUE);
    Score extreme = stored(largest, failed(last));
    Selection selection = Selection.all().ofUser(largest).ofExercise(last);
    assertEquals(List.of(extreme), store.page(selection, Cursor.start(), 10));
  }

  @Test
  void updatedSinceIsInclusiveToTheMicrosecond() {
    Score score = stored(ANN, solved(LOOPS));
    assertEquals(List.of(score), since(NOON));
    assertEquals(List.of(score), since(NOON.minus(MICROSECOND)));
    assertEquals(List.of(), since(NOON.plus(MICROSECOND)));
  }

  @Test
  void updatedSinceOrdersByTimeThenId() {
    Score late = stored(ANN, solved(LOOPS), LATER);
    Score noon = stored(ANN, failed(MAPS), NOON);
    Score twin = stored(BOB, solved(LOOPS), NOON);
    List<Score> twins = byId(noon, twin);
    List<Score> all = List.of(twins.get(0), twins.get(1), late);
    Selection selection = Selection.all().updatedSince(NOON);
    assertEquals(all, since(NOON));
    for (int limit = 1; limit <= 4; limit++) {
      assertEquals(all, pages(selection, limit));
    }
    assertEquals(List.of(late), store.page(selection, Cursor.after(twins.get(1)), 10));
  }

  @Test
  void scoreUpdatedDuringAWalkByTimeAppearsAgain() {
    Score ann = stored(ANN, solved(LOOPS), EARLIER);
    Score bob = stored(BOB, solved(LOOPS), NOON);
    Selection selection = Selection.all().updatedSince(EARLIER);
    assertEquals(List.of(ann), store.page(selection, Cursor.start(), 1));
    Score again = updated(store.upsert(ANN, failed(LOOPS), LATER));
    assertEquals(List.of(bob, again), store.page(selection, Cursor.after(ann), 10));
  }

  @Test
  void cursorBeforeUpdatedSinceStartsThere() {
    Score score = stored(ANN, solved(LOOPS), NOON);
    Cursor before = Cursor.after(EARLIER, UNKNOWN);
    assertEquals(List.of(score), store.page(Selection.all().updatedSince(NOON), before, 10));
    assertEquals(List.of(), store.page(Selection.all().updatedSince(LATER), before, 10));
  }

  @Test
  void listByTimeRejectsACursorWithoutTime() {
    stored(ANN, solved(LOOPS));
    Selection selection = Selection.all().updatedSince(NOON);
    assertThrows(
        IllegalArgumentException.class,
        () -> store.page(selection, Cursor.after(new ScoreId(1)), 10));
  }

  @Test
  void filtersUseTheCurrentState() {
    stored(ANN, failed(LOOPS));
    store.upsert(ANN, solved(LOOPS), LATER);
    List<Score> now = everything();
    assertEquals(now, since(LATER));
    assertEquals(now, store.page(Selection.all().withCorrect(true), Cursor.start(), 10));
    assertEquals(List.of(), store.page(Selection.all().withCorrect(false), Cursor.start(), 10));
  }

  @Test
  void pageIsASnapshot() {
    Score score = stored(ANN, solved(LOOPS));
    List<Score> page = store.page(Selection.all(), Cursor.start(), 10);
    store.upsert(ANN, failed(LOOPS), LATER);
    stored(BOB, solved(LOOPS));
    assertEquals(List.of(score), page);
  }

  @Test
  void pageIsUnmodifiable() {
    Score score = stored(ANN, solved(LOOPS));
    List<Score> page = store.page(Selection.all(), Cursor.start(), 10);
    assertThrows(UnsupportedOperationException.class, () -> page.add(score));
    assertThrows(UnsupportedOperationException.class, () -> page.remove(0));
  }

  /** Three users and ten exercises, a third unsolved, four different times. */
  private List<Score> thirtyScores() {
    List<Score> added = new ArrayList<>();
    for (int exercise = 1; exercise <= 10; exercise++) {
      for (int user = 1; user <= 3; user++) {
        ScoreDraft draft = new ScoreDraft(new ExerciseId(exercise), (user + exercise) % 3 != 0);
        Instant at = NOON.plus(MICROSECOND.multipliedBy((exercise * 3 + user) % 4));
        added.add(stored(new UserId(user), draft, at));
      }
    }
    assertTrue(added.stream().anyMatch(Score::correct));
    return added;
  }

  private static List<Selection> everySelection() {
    List<Selection> all = new ArrayList<>();
    for (Optional<Integer> user : List.of(Optional.<Integer>empty(), Optional.of(1))) {
      for (Optional<Integer> exercise : List.of(Optional.<Integer>empty(), Optional.of(4))) {
        for (Optional<Boolean> correct :
            List.of(Optional.<Boolean>empty(), Optional.of(true), Optional.of(false))) {
          for (Optional<Integer> micros :
              List.of(Optional.<Integer>empty(), Optional.of(0), Optional.of(2), Optional.of(4))) {
            Optional<Instant> since = micros.map(n -> NOON.plus(MICROSECOND.multipliedBy(n)));
            all.add(
                new Selection(
                    user.map(UserId::new), exercise.map(ExerciseId::new), correct, since));
          }
        }
      }
    }
    return all;
  }

  private List<Score> since(Instant earliest) {
    return store.page(Selection.all().updatedSince(earliest), Cursor.start(), 10);
  }

  private static List<Score> byId(Score... scores) {
    return List.of(scores).stream().sorted(ListContract::compareIds).toList();
  }

  private static List<ScoreId> idsOf(List<Score> scores) {
    return scores.stream().map(Score::id).toList();
  }

  private static int compareIds(Score one, Score other) {
    return one.id().compareTo(other.id());
  }
}
