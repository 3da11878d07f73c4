package dev.scores.domain.testkit;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.AlreadyExists;
import dev.scores.domain.Outcome.NoScoreForExercise;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.Removed;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/**
 * The rules of {@link dev.scores.domain.Scores} for 50 threads at once: every operation takes
 * effect at one moment; none is lost or repeated.
 */
public abstract class ScoresRacesContract extends RepeatedRaces {

  private static final int CALLERS = 50;
  private static final ExpectedVersion ANY = new ExpectedVersion.Any();

  /** A race that fails occasionally seldom fails at the first try. */
  private static final int TRIES = 5;

  @RepeatedTest(TRIES)
  void oneOfConcurrentUpsertsAddsAndTheOthersUpdate() {
    List<Outcome> outcomes = atOnce(n -> store.upsert(ANN, solved(LOOPS), NOON));
    assertCount(1, Added.class, outcomes);
    assertCount(CALLERS - 1, Updated.class, outcomes);
    assertEquals(versionsUpTo(CALLERS), versions(outcomes), "the versions of the written scores");
    assertStored(List.of(last(outcomes)));
  }

  @RepeatedTest(TRIES)
  void oneOfConcurrentAddsSucceeds() {
    List<Outcome> outcomes = atOnce(n -> store.add(ANN, new ScoreDraft(LOOPS, n % 2 == 0), at(n)));
    assertCount(1, Added.class, outcomes);
    assertCount(CALLERS - 1, AlreadyExists.class, outcomes);
    assertStored(List.of(last(outcomes)));
  }

  @RepeatedTest(TRIES)
  void concurrentUsersDoNotInterfere() {
    List<Outcome> outcomes = atOnce(n -> store.upsert(new UserId(n + 1), solved(LOOPS), NOON));
    assertCount(CALLERS, Added.class, outcomes);
    assertStoredInAnyOrder(new HashSet<>(scores(outcomes)));
    assertEquals(CALLERS, idsOf(everything()).size(), "the number of different ids");
  }

  @RepeatedTest(TRIES)
  void concurrentExercisesDoNotInterfere() {
    List<Outcome> outcomes = atOnce(n -> store.add(ANN, solved(new ExerciseId(n + 1)), NOON));
    assertCount(CALLERS, Added.class, outcomes);
    assertStoredInAnyOrder(new HashSet<>(scores(outcomes)));
    assertEquals(CALLERS, idsOf(everything()).size(), "the number of different ids");
  }

  @RepeatedTest(TRIES)
  void oneOfConcurrentAddsAndUpsertsAdds() {
    List<Outcome> outcomes =
        atOnce(
            n ->
                n % 2 == 0
                    ? store.add(ANN, solved(LOOPS), NOON)
                    : store.upsert(ANN, failed(LOOPS), NOON));
    int rewrites = count(Updated.class, outcomes);
    assertCount(1, Added.class, outcomes);
    assertCount(CALLERS - 1 - rewrites, AlreadyExists.class, outcomes);
    assertEquals(
        versionsUpTo(rewrites + 1), versions(outcomes), "the versions of the written scores");
    assertStored(List.of(last(outcomes)));
  }

  @RepeatedTest(TRIES)
  void oneOfConcurrentNamedUpsertsAdds() {
    List<Outcome> outcomes = atOnce(n -> store.upsert(ANN, UNKNOWN, solved(LOOPS), at(n)));
    assertCount(1, Added.class, outcomes);
    assertCount(CALLERS - 1, NoSuchScore.class, outcomes);
    assertStored(List.of(last(outcomes)));
  }

  @RepeatedTest(TRIES)
  void concurrentNamedUpsertsUpdateOnlyTheNamedScore() {
    Score score = stored(ANN, solved(LOOPS));
    Score other = stored(ANN, solved(MAPS));
    List<Outcome> outcomes =
        atOnce(n -> store.upsert(ANN, (n % 2 == 0 ? score : other).id(), failed(LOOPS), LATER));
    assertCount(CALLERS / 2, NoSuchScore.class, outcomes);
    assertCount(CALLERS / 2, Updated.class, outcomes);
    assertEquals(CALLERS / 2 + 1, last(outcomes).version(), "the last version");
    assertStoredInAnyOrder(Set.of(last(outcomes), other));
  }

  @RepeatedTest(TRIES)
  void noConcurrentUpdateIsLost() {
    Score score = stored(ANN, solved(LOOPS));
    List<Outcome> outcomes = atOnce(n -> store.update(ANN, score.id(), failed(LOOPS), LATER));
    assertCount(CALLERS, Updated.class, outcomes);
    assertEquals(CALLERS + 1, last(outcomes).version(), "the last version");
    assertEquals(CALLERS, versions(outcomes).size(), "the number of different versions");
    assertStored(List.of(last(outcomes)));
  }

  @RepeatedTest(TRIES)
  void anotherUserChangesNothingDuringUpdates() {
    Score score = stored(ANN, solved(LOOPS));
    List<Outcome> outcomes =
        atOnce(n -> store.update(n % 2 == 0 ? ANN : BOB, score.id(), failed(LOOPS), LATER));
    assertCount(CALLERS / 2, NoSuchScore.class, outcomes);
    assertEquals(CALLERS / 2 + 1, last(outcomes).version(), "the last version");
    assertStored(List.of(last(outcomes)));
  }

  @RepeatedTest(TRIES)
  void oneOfConcurrentRemovalsSucceeds() {
    Score score = stored(ANN, solved(LOOPS));
    Score other = stored(ANN, solved(MAPS));
    List<Outcome> outcomes =
        atOnce(n -> store.remove(n % 5 == 0 ? BOB : ANN, score.id(), ANY, LATER));
    assertEquals(List.of(score), removed(outcomes), "the removed scores");
    assertCount(CALLERS - 1, NoSuchScore.class, outcomes);
    assertStored(List.of(other));
  }

  @RepeatedTest(TRIES)
  void removalTakesEffectBetweenTwoUpdates() {
    Score score = stored(ANN, solved(LOOPS));
    List<Outcome> outcomes =
        atOnce(
            n ->
                switch (n % 10) {
                  case 0 -> store.remove(ANN, score.id(), ANY, LATER);
                  case 1, 2, 3 -> store.update(ANN, score.id(), failed(LOOPS), ANY, LATER);
                  default -> store.update(ANN, score.id(), failed(LOOPS), LATER);
                });
    int updates = count(Updated.class, outcomes);
    assertEquals(
        List.of(updates + 1),
        removed(outcomes).stream().map(Score::version).toList(),
        "the version of the removed score");
    assertEquals(updates, versions(outcomes).size(), "the number of different versions");
    assertCount(
        CALLERS - 1 - updates - count(NoScoreForExercise.class, outcomes),
        NoSuchScore.class,
        outcomes);
    assertStored(List.of());
  }

  @RepeatedTest(TRIES)
  void concurrentUpsertsAddARemovedScoreAgainOnce() {
    Score first = stored(ANN, solved(LOOPS));
    List<Outcome> outcomes =
        atOnce(
            n ->
                n % 5 == 0
                    ? store.remove(ANN, first.id(), ANY, LATER)
                    : store.upsert(ANN, failed(LOOPS), LATER));
    assertCount(1, Removed.class, outcomes);
    assertTrue(count(Added.class, outcomes) <= 1, outcomes::toString);
    List<Score> second =
        scores(outcomes).stream()
            .filter(score -> !score.id().equals(first.id()))
            .sorted(comparingInt(Score::version))
            .toList();
    assertEquals(
        IntStream.rangeClosed(1, second.size()).boxed().toList(),
        second.stream().map(Score::version).toList(),
        "the versions of the score that was added again");
    assertEquals(
        CALLERS * 4 / 5 - second.size() + 1,
        removed(outcomes).get(0).version(),
        "the version of the removed score");
    assertStored(second.isEmpty() ? List.of() : List.of(second.get(second.size() - 1)));
  }

  @RepeatedTest(TRIES)
  void updatedAtIsTheLatestTimeInAnyOrder() {
    stored(ANN, solved(LOOPS), at(CALLERS / 4));
    List<Integer> times = new ArrayList<>(IntStream.range(0, CALLERS).boxed().toList());
    Collections.shuffle(times, new Random(7));
    List<Outcome> outcomes =
        atOnce(n -> store.upsert(ANN, new ScoreDraft(LOOPS, n % 2 == 0), at(times.get(n))));

    List<Score> history = scores(outcomes);
    history.sort(comparingInt(Score::version));
    Instant latest = at(CALLERS / 4);
    for (Score score : history) {
      assertFalse(score.updatedAt().isBefore(latest), () -> "updatedAt moves back: " + history);
      latest = score.updatedAt();
    }
    assertEquals(at(CALLERS - 1), latest, "updatedAt after the race");
    assertStored(List.of(last(outcomes)));
  }

  @RepeatedTest(TRIES)
  void concurrentVerdictsAreAppliedOneAfterTheOther() {
    Score previous = stored(ANN, failed(LOOPS));
    List<Outcome> outcomes =
        atOnce(n -> store.upsert(ANN, new ScoreDraft(LOOPS, n % 3 == 0), at(n)));
    Map<Score, Integer> callers = new HashMap<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      callers.put(updated(outcomes.get(caller)), caller);
    }
    for (Score score : scores(outcomes).stream().sorted(comparingInt(Score::version)).toList()) {
      int caller = callers.getOrDefault(score, 0);
      assertEquals(next(previous, caller % 3 == 0, at(caller)), score);
      previous = score;
    }
    assertStored(List.of(previous));
  }

  @RepeatedTest(TRIES)
  void readerNeverSeesAnEarlierVersion() {
    Score first = stored(ANN, solved(LOOPS));
    List<List<Score>> seen =
        atOnce(
            n -> {
              List<Score> read = new ArrayList<>();
              for (int i = 0; i < 20; i++) {
                if (n % 2 == 0) {
                  store.upsert(ANN, failed(LOOPS), at(i));
                } else {
                  read.addAll(i % 2 == 0 ? store.find(first.id()).stream().toList() : everything());
                }
              }
              return read;
            });
    for (List<Score> read : seen) {
      for (int i = 1; i < read.size(); i++) {
        Score before = read.get(i - 1);
        Score after = read.get(i);
        assertTrue(
            before.version() <= after.version() && !after.updatedAt().isBefore(before.updatedAt()),
            () -> "a reader saw " + before + ", and later " + after);
      }
    }
    assertEquals(CALLERS / 2 * 20 + 1, everything().get(0).version(), "the last version");
  }

  /**
   * Runs the call in 50 threads that start together. They are platform threads, because virtual
   * ones do not preempt each other and a store without I/O would see no race.
   */
  private static <T> List<T> atOnce(IntFunction<T> call) {
    CyclicBarrier gate = new CyclicBarrier(CALLERS);
    List<Callable<T>> calls = new ArrayList<>();
    for (int n = 0; n < CALLERS; n++) {
      int caller = n;
      calls.add(
          () -> {
            gate.await();
            return call.apply(caller);
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError("a thread failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the race was interrupted", e);
    }
  }

  private static Instant at(int n) {
    return NOON.plusMillis(n);
  }

  private static void assertCount(
      int expected, Class<? extends Outcome> kind, List<Outcome> outcomes) {
    assertEquals(
        expected,
        count(kind, outcomes),
        () -> "the number of " + kind.getSimpleName() + " of " + CALLERS + " calls at once");
  }

  private void assertStoredInAnyOrder(Set<Score> expected) {
    assertEquals(expected, new HashSet<>(everything()), "the scores in the store");
  }

  private static int count(Class<? extends Outcome> kind, List<Outcome> outcomes) {
    return (int) outcomes.stream().filter(kind::isInstance).count();
  }

  /** The scores that were added or updated, as returned to each caller. */
  private static List<Score> scores(List<Outcome> outcomes) {
    List<Score> scores = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Added added) {
        scores.add(added.score());
      } else if (outcome instanceof Updated updated) {
        scores.add(updated.score());
      }
    }
    return scores;
  }

  /** The scores that were removed, as returned to each caller. */
  private static List<Score> removed(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(Removed.class::isInstance)
        .map(outcome -> ((Removed) outcome).score())
        .toList();
  }

  private static Score last(List<Outcome> outcomes) {
    return Collections.max(scores(outcomes), comparingInt(Score::version));
  }

  private static Set<Integer> versions(List<Outcome> outcomes) {
    return scores(outcomes).stream().map(Score::version).collect(toCollection(TreeSet::new));
  }

  private static Set<Integer> versionsUpTo(int last) {
    return IntStream.rangeClosed(1, last).boxed().collect(toCollection(TreeSet::new));
  }

  private static Set<Long> idsOf(List<Score> scores) {
    return scores.stream().map(score -> score.id().value()).collect(toCollection(TreeSet::new));
  }
}
