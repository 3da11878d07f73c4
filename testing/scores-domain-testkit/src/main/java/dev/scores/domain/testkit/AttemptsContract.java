package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.ActivityCount;
import dev.scores.domain.Attempt;
import dev.scores.domain.AttemptCursor;
import dev.scores.domain.AttemptPage;
import dev.scores.domain.Attempts;
import dev.scores.domain.Batch;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.InMemoryScores;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.Scores;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of {@link Attempts}. */
public abstract class AttemptsContract extends ContractTests {

  private static final ExpectedVersion ANY = new ExpectedVersion.Any();
  private static final AttemptCursor START = AttemptCursor.start();
  private static final int WRITES = 200;

  private Attempts attempts;

  /**
   * Returns the attempts under test.
   *
   * @return the attempts of the store that {@link #emptyStore} returned last
   */
  protected abstract Attempts attempts();

  @BeforeEach
  void useAttemptsOfTheStore() {
    attempts = trace.recorded(Attempts.class, attempts());
  }

  // History

  @Test
  void everyVerdictIsAnAttemptNewestFirst() {
    Score score = stored(ANN, failed(LOOPS));
    store.update(ANN, score.id(), solved(LOOPS), NOON);
    store.upsert(ANN, failed(LOOPS), LATER);
    assertHistory(score, attempt(3, false, LATER), attempt(2, true, NOON), attempt(1, false, NOON));
  }

  @Test
  void everyKindOfWriteIsAnAttempt() {
    Score score = added(store.upsert(Batch.of(ANN, List.of(failed(LOOPS))), NOON).get(0));
    store.upsert(ANN, score.id(), failed(LOOPS), NOON);
    store.update(ANN, score.id(), solved(LOOPS), ANY, NOON);
    store.upsert(Batch.of(ANN, List.of(failed(LOOPS), solved(LOOPS))), LATER);
    assertHistory(
        score,
        attempt(4, true, LATER),
        attempt(3, true, NOON),
        attempt(2, false, NOON),
        attempt(1, false, NOON));
    Score maps = added(store.upsert(ANN, UNKNOWN, solved(MAPS), NOON));
    assertHistory(maps, attempt(1, true, NOON));
  }

  @Test
  void attemptHasItsVerdictWhateverThePolicy() {
    Score score = stored(ANN, solved(LOOPS));
    store.upsert(ANN, failed(LOOPS), LATER);
    assertHistory(score, attempt(2, false, LATER), attempt(1, true, NOON));
  }

  @Test
  void attemptHasTheUpdatedAtOfItsScore() {
    Score score = stored(ANN, failed(LOOPS));
    store.upsert(ANN, failed(LOOPS), EARLIER);
    store.upsert(ANN, failed(LOOPS), LATER.plusNanos(999));
    assertHistory(
        score, attempt(3, false, LATER), attempt(2, false, NOON), attempt(1, false, NOON));
  }

  @Test
  void historyHoldsOnlyAttemptsOfItsScore() {
    Score anns = stored(ANN, failed(LOOPS));
    Score bobs = stored(BOB, solved(LOOPS), LATER);
    Score maps = stored(ANN, solved(MAPS), EARLIER);
    assertHistory(anns, attempt(1, false, NOON));
    assertHistory(bobs, attempt(1, true, LATER));
    assertHistory(maps, attempt(1, true, EARLIER));
  }

  @Test
  void rejectedWriteIsNoAttempt() {
    Score score = stored(ANN, failed(LOOPS));
    store.add(ANN, solved(LOOPS), LATER);
    store.update(BOB, score.id(), solved(LOOPS), LATER);
    store.upsert(ANN, UNKNOWN, solved(LOOPS), LATER);
    store.remove(BOB, score.id(), ANY, LATER);
    assertHistory(score, attempt(1, false, NOON));
  }

  @Test
  void unknownScoreHasNoHistory() {
    assertEquals(Optional.empty(), attempts.of(UNKNOWN, START, 10));
    assertEquals(Optional.empty(), attempts.of(ANN, LOOPS, START, 10));
    stored(ANN, solved(LOOPS));
    assertEquals(Optional.empty(), attempts.of(UNKNOWN, START, 10));
    assertEquals(Optional.empty(), attempts.of(ANN, MAPS, START, 10));
    assertEquals(Optional.empty(), attempts.of(BOB, LOOPS, START, 10));
  }

  @Test
  void scoreThatIsAddedAgainHasANewHistory() {
    Score before = stored(ANN, solved(LOOPS));
    store.upsert(ANN, solved(LOOPS), NOON);
    store.remove(ANN, before.id(), ANY, NOON);
    assertEquals(Optional.empty(), attempts.of(before.id(), START, 10));
    assertEquals(Optional.empty(), attempts.of(ANN, LOOPS, START, 10));
    Score after = stored(ANN, failed(LOOPS), LATER);
    assertHistory(after, attempt(1, false, LATER));
    assertEquals(Optional.empty(), attempts.of(before.id(), START, 10));
  }

  // Pages

  @Test
  void pagesOfAnySizeFormTheHistory() {
    Score score = stored(ANN, failed(LOOPS));
    List<Attempt> all = new ArrayList<>(List.of(attempt(1, false, NOON)));
    for (int number = 2; number <= 7; number++) {
      store.upsert(ANN, new ScoreDraft(LOOPS, number % 3 == 0), LATER);
      all.add(0, attempt(number, number % 3 == 0, LATER));
    }
    for (int limit = 1; limit <= 8; limit++) {
      assertEquals(all, byId(score, limit));
      assertEquals(all, byExercise(score, limit));
    }
  }

  @Test
  void lastPageHasNoNextCursor() {
    Score score = stored(ANN, failed(LOOPS));
    store.upsert(ANN, failed(LOOPS), LATER);
    for (AttemptPage page :
        List.of(
            attempts.of(score.id(), START, 2).orElseThrow(),
            attempts.of(ANN, LOOPS, START, 2).orElseThrow())) {
      assertEquals(2, page.attempts().size());
      assertEquals(Optional.empty(), page.next());
    }
    AttemptPage first = attempts.of(score.id(), START, 1).orElseThrow();
    assertTrue(first.next().isPresent(), first::toString);
  }

  @Test
  void pageContinuesWhileAttemptsAreAdded() {
    Score score = stored(ANN, failed(LOOPS));
    store.upsert(ANN, solved(LOOPS), NOON);
    AttemptPage first = attempts.of(score.id(), START, 1).orElseThrow();
    store.upsert(ANN, solved(LOOPS), LATER);
    AttemptCursor next = first.next().orElseThrow();
    AttemptPage second = new AttemptPage(List.of(attempt(1, false, NOON)), Optional.empty());
    assertEquals(Optional.of(second), attempts.of(score.id(), next, 1));
    assertEquals(Optional.of(second), attempts.of(ANN, LOOPS, next, 1));
  }

  @Test
  void pageAfterTheFirstAttemptIsEmpty() {
    Score score = stored(ANN, failed(LOOPS));
    AttemptPage empty = new AttemptPage(List.of(), Optional.empty());
    assertEquals(Optional.of(empty), attempts.of(score.id(), new AttemptCursor(1), 10));
    assertEquals(Optional.of(empty), attempts.of(ANN, LOOPS, new AttemptCursor(1), 10));
  }

  @Test
  void limitOutOfRangeIsRejected() {
    Score score = stored(ANN, failed(LOOPS));
    for (int limit : new int[] {Integer.MIN_VALUE, 0, Attempts.MAX_PAGE + 1}) {
      assertThrows(IllegalArgumentException.class, () -> attempts.of(score.id(), START, limit));
      assertThrows(IllegalArgumentException.class, () -> attempts.of(ANN, LOOPS, START, limit));
    }
    assertEquals(1, byId(score, Attempts.MAX_PAGE).size());
  }

  // Activity

  @Test
  void userWithoutAttemptsHasNoActivity() {
    stored(BOB, solved(LOOPS));
    assertEquals(List.of(), attempts.activity(ANN));
  }

  @Test
  void activityCountsTheUsersAttemptsByQuarterOfAnHour() {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    Instant lastMoment = Instant.parse("2026-03-01T12:14:59.999999Z");
    Instant next = Instant.parse("2026-03-01T12:15:00Z");
    stored(ANN, failed(LOOPS), noon);
    stored(BOB, solved(LOOPS), noon);
    store.upsert(ANN, solved(LOOPS), lastMoment);
    stored(ANN, failed(MAPS), next);
    assertEquals(
        List.of(new ActivityCount(noon, 2, 1), new ActivityCount(next, 1, 0)),
        attempts.activity(ANN));
  }

  @Test
  void activityIsInAscendingOrder() {
    Instant early = Instant.parse("1969-12-31T23:59:59.999999Z");
    Instant late = Instant.parse("2026-03-01T12:00:00Z");
    stored(ANN, solved(LOOPS), late);
    stored(ANN, solved(MAPS), early);
    assertEquals(
        List.of(
            new ActivityCount(Instant.parse("1969-12-31T23:45:00Z"), 1, 1),
            new ActivityCount(late, 1, 1)),
        attempts.activity(ANN));
  }

  @Test
  void activityCountsOnlyTheFirstSolveOfAScore() {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    stored(ANN, solved(LOOPS), noon);
    store.upsert(ANN, solved(LOOPS), noon);
    store.upsert(ANN, failed(LOOPS), noon);
    store.upsert(ANN, solved(LOOPS), noon);
    stored(ANN, solved(MAPS), noon);
    assertEquals(List.of(new ActivityCount(noon, 5, 2)), attempts.activity(ANN));
  }

  @Test
  void activityIncludesRemovedScores() {
    Instant noon = Instant.parse("2026-03-01T12:00:00Z");
    Score score = stored(ANN, failed(LOOPS), noon);
    store.upsert(ANN, solved(LOOPS), noon);
    store.remove(ANN, score.id(), ANY, noon);
    assertEquals(List.of(new ActivityCount(noon, 2, 1)), attempts.activity(ANN));
    stored(ANN, solved(LOOPS), noon);
    assertEquals(List.of(new ActivityCount(noon, 3, 2)), attempts.activity(ANN));
  }

  @Test
  void activityIsUnmodifiable() {
    stored(ANN, solved(LOOPS));
    List<ActivityCount> activity = attempts.activity(ANN);
    assertThrows(UnsupportedOperationException.class, () -> activity.remove(0));
  }

  // Random writes

  /** A failure shows the fewest writes that lead to it; {@code -Dscores.seed} repeats it. */
  @Test
  void randomWritesMatchTheModel() {
    long seed =
        Optional.ofNullable(Long.getLong("scores.seed")).orElseGet(() -> new Random().nextLong());
    List<Long> writes = new Random(seed).longs(WRITES).boxed().toList();
    String repeat = "-Dscores.seed=" + seed + " repeats this";
    if (!matchesTheModel(writes, repeat)) {
      compareWithTheModel(
          Shortening.shortest(writes, part -> !matchesTheModel(part, repeat)), repeat);
    }
  }

  private boolean matchesTheModel(List<Long> writes, String repeat) {
    try {
      compareWithTheModel(writes, repeat);
      return true;
    } catch (AssertionError different) {
      return false;
    }
  }

  private void compareWithTheModel(List<Long> writes, String repeat) {
    useAnEmptyStore();
    useAttemptsOfTheStore();
    InMemoryScores model = new InMemoryScores(policy());
    for (long write : writes) {
      write(new Random(write), store);
      write(new Random(write), model);
    }
    for (int n = 1; n <= 3; n++) {
      UserId user = new UserId(n);
      assertEquals(model.activity(user), attempts.activity(user), repeat);
      for (int exercise = 1; exercise <= 3; exercise++) {
        ExerciseId one = new ExerciseId(exercise);
        assertEquals(model.of(user, one, START, 10), attempts.of(user, one, START, 10), repeat);
      }
    }
  }

  private static void write(Random random, Scores scores) {
    UserId user = new UserId(1 + random.nextInt(3));
    ScoreDraft draft = anyDraft(random);
    Instant at = NOON.plusSeconds(random.nextInt(4 * ActivityCount.SECONDS));
    switch (random.nextInt(6)) {
      case 0 ->
          scores
              .find(user, draft.exercise())
              .ifPresent(score -> scores.remove(user, score.id(), ANY, at));
      case 1 -> scores.upsert(Batch.of(user, List.of(draft, anyDraft(random))), at);
      default -> scores.upsert(user, draft, at);
    }
  }

  private static ScoreDraft anyDraft(Random random) {
    return new ScoreDraft(new ExerciseId(1 + random.nextInt(3)), random.nextInt(3) == 0);
  }

  private static Attempt attempt(long number, boolean correct, Instant at) {
    return new Attempt(number, correct, at);
  }

  /** Asserts that both operations return this history, and that the score counts its attempts. */
  private void assertHistory(Score score, Attempt... newestFirst) {
    List<Attempt> expected = List.of(newestFirst);
    assertEquals(expected, byId(score, 10));
    assertEquals(expected, byExercise(score, 10));
    assertEquals(expected.size(), untraced.find(score.id()).orElseThrow().attempts());
  }

  private List<Attempt> byId(Score score, int limit) {
    return all(limit, cursor -> attempts.of(score.id(), cursor, limit));
  }

  private List<Attempt> byExercise(Score score, int limit) {
    return all(limit, cursor -> attempts.of(score.user(), score.exercise(), cursor, limit));
  }

  private interface Pages {
    Optional<AttemptPage> after(AttemptCursor cursor);
  }

  private static List<Attempt> all(int limit, Pages pages) {
    List<Attempt> all = new ArrayList<>();
    Optional<AttemptCursor> cursor = Optional.of(START);
    while (cursor.isPresent()) {
      AttemptPage page = pages.after(cursor.get()).orElseThrow();
      assertTrue(page.attempts().size() <= limit, page::toString);
      for (Attempt attempt : page.attempts()) {
        assertTrue(
            all.isEmpty() || attempt.number() < all.get(all.size() - 1).number(),
            () -> attempt + " is not after " + all);
        all.add(attempt);
      }
      assertTrue(page.next().isEmpty() || !page.attempts().isEmpty(), page::toString);
      cursor = page.next();
    }
    return all;
  }
}
