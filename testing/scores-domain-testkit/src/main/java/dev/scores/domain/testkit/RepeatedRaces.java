package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.Batch;
import dev.scores.domain.Cursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome;
import dev.scores.domain.Outcome.BatchItemOutcome;
import dev.scores.domain.Outcome.NoScoreForExercise;
import dev.scores.domain.Outcome.NoSuchScore;
import dev.scores.domain.Outcome.Removed;
import dev.scores.domain.Outcome.Superseded;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Outcome.VersionMismatch;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.Selection;
import dev.scores.domain.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * 1000 races each of overlapping batches and of writes and removals that expect the same version.
 */
abstract class RepeatedRaces extends ContractTests {

  private static final int ROUNDS = 1000;
  private static final int FEW = 4;

  /** Without recording, which would order the calls of the threads. */
  @BeforeEach
  void recordNothing() {
    store = untraced;
  }

  private interface Call<T> {
    T in(int round, int caller);
  }

  @Test
  void oneOfWritesExpectingOneVersionSucceeds() {
    Score first = stored(ANN, solved(LOOPS));
    List<List<Outcome>> rounds =
        rounds(
            2 * FEW,
            (round, caller) ->
                store.update(
                    ANN,
                    first.id(),
                    new ScoreDraft(LOOPS, caller % 2 == 0),
                    oneOf(round + 1),
                    LATER));
    for (int round = 0; round < ROUNDS; round++) {
      List<Outcome> outcomes = rounds.get(round);
      List<Score> written = written(outcomes);
      assertEquals(1, written.size(), () -> "the number of updates of one version, of " + outcomes);
      assertEquals(round + 2, written.get(0).version(), "the version after the update");
      assertEquals(
          2 * FEW - 1,
          outcomes.stream().filter(VersionMismatch.class::isInstance).count(),
          () -> "the number of VersionMismatch of " + outcomes);
    }
    assertStored(written(rounds.get(ROUNDS - 1)));
  }

  /** Each round has two updates and two removals of a score of its own. */
  @Test
  void oneOfUpdatesAndRemovalsExpectingOneVersionSucceeds() {
    List<Score> scores =
        IntStream.rangeClosed(1, ROUNDS)
            .mapToObj(exercise -> stored(ANN, solved(new ExerciseId(exercise))))
            .toList();
    List<List<Outcome>> rounds =
        rounds(
            FEW,
            (round, caller) -> {
              Score score = scores.get(round);
              return caller % 2 == 0
                  ? store.remove(ANN, score.id(), oneOf(1), LATER)
                  : store.update(ANN, score.id(), failed(score.exercise()), oneOf(1), LATER);
            });
    for (List<Outcome> outcomes : rounds) {
      List<String> expected =
          outcomes.stream().anyMatch(Removed.class::isInstance)
              ? names(Removed.class, NoSuchScore.class, NoScoreForExercise.class)
              : names(Updated.class, VersionMismatch.class);
      assertEquals(
          expected,
          outcomes.stream()
              .map(outcome -> outcome.getClass().getSimpleName())
              .distinct()
              .sorted()
              .toList(),
          () -> "the kinds of " + outcomes);
      assertEquals(
          1,
          outcomes.stream()
              .filter(outcome -> outcome instanceof Removed || outcome instanceof Updated)
              .count(),
          () -> "the number of successes of " + outcomes);
    }
    assertEquals(
        rounds.stream().flatMap(outcomes -> written(outcomes).stream()).collect(Collectors.toSet()),
        Set.copyOf(everything()),
        "the scores in the store");
  }

  @Test
  void conditionalUpdatesLoseNoUpdate() {
    Score first = stored(ANN, solved(LOOPS));
    List<List<Outcome>> rounds =
        rounds(
            FEW,
            (round, caller) -> {
              Score seen = store.find(first.id()).orElseThrow();
              return caller == 0
                  ? store.upsert(ANN, failed(LOOPS), LATER)
                  : store.update(ANN, first.id(), solved(LOOPS), oneOf(seen.version()), LATER);
            });
    List<Score> written = rounds.stream().flatMap(outcomes -> written(outcomes).stream()).toList();
    assertTrue(written.size() >= ROUNDS, "an update without an expected version is rejected");
    assertEquals(
        IntStream.rangeClosed(2, written.size() + 1).boxed().toList(),
        written.stream().map(Score::version).sorted().toList(),
        "the versions of the updates");
    assertEquals(written.size() + 1, everything().get(0).version(), "the last version");
  }

  /** Three batches and an upsert at once; every fourth round is the first of a user. */
  @Test
  void overlappingBatchesAreSerialized() {
    List<List<List<? extends Outcome>>> rounds =
        rounds(
            FEW,
            (round, caller) -> {
              UserId user = new UserId(1 + round / FEW);
              Random random = new Random(round * FEW + caller);
              List<ScoreDraft> drafts = new ArrayList<>();
              for (int exercise : random.ints(8, 1, 11).toArray()) {
                drafts.add(new ScoreDraft(new ExerciseId(exercise), random.nextBoolean()));
              }
              return caller == 0
                  ? List.of(store.upsert(user, drafts.get(0), LATER))
                  : store.upsert(Batch.of(user, drafts), LATER);
            });

    Map<Score, Integer> expected = new HashMap<>();
    for (List<List<? extends Outcome>> round : rounds) {
      for (List<? extends Outcome> one : round) {
        written(one).forEach(score -> expected.merge(pair(score), 1, Integer::sum));
        round.forEach(other -> oneAfterTheOther(one, other));
      }
    }
    List<Score> left = everything();
    assertSize(expected.size());
    left.forEach(
        score ->
            assertEquals(
                expected.get(pair(score)),
                score.version(),
                () -> "the number of writes of " + score));
  }

  @Test
  void readNeverSeesHalfABatch() {
    List<ScoreDraft> drafts =
        IntStream.rangeClosed(1, 10).mapToObj(n -> solved(new ExerciseId(n))).toList();
    store.upsert(Batch.of(ANN, drafts), NOON);
    List<List<List<Score>>> rounds =
        rounds(
            FEW,
            (round, caller) -> {
              if (caller == 0) {
                List<ScoreDraft> shuffled = new ArrayList<>(drafts);
                Collections.shuffle(shuffled, new Random(round));
                store.upsert(Batch.of(ANN, shuffled), LATER);
              }
              return store.page(Selection.all().ofUser(ANN), Cursor.start(), drafts.size());
            });
    for (List<List<Score>> round : rounds) {
      for (List<Score> seen : round) {
        assertEquals(drafts.size(), seen.size(), "the number of scores in a page");
        assertEquals(
            1,
            seen.stream().map(Score::version).distinct().count(),
            () -> "the number of batches seen in " + seen);
      }
    }
  }

  /** Asserts that one write wrote all common scores before the other. */
  private static void oneAfterTheOther(List<? extends Outcome> one, List<? extends Outcome> other) {
    Map<Score, Integer> versions =
        written(other).stream().collect(Collectors.toMap(RepeatedRaces::pair, Score::version));
    List<Boolean> firsts =
        written(one).stream()
            .filter(score -> versions.containsKey(pair(score)))
            .map(score -> score.version() < versions.getOrDefault(pair(score), 0))
            .distinct()
            .toList();
    assertTrue(
        firsts.size() <= 1, () -> "two batches overtook each other: " + one + " and " + other);
  }

  /** The score's user and exercise. */
  private static Score pair(Score score) {
    return Score.first(UNKNOWN, score.user(), solved(score.exercise()), NOON);
  }

  private static List<Score> written(List<? extends Outcome> outcomes) {
    return outcomes.stream()
        .filter(outcome -> !(outcome instanceof Superseded))
        .filter(BatchItemOutcome.class::isInstance)
        .map(outcome -> ((BatchItemOutcome) outcome).score())
        .toList();
  }

  private static List<String> names(Class<?>... kinds) {
    return Stream.of(kinds).map(Class::getSimpleName).sorted().toList();
  }

  private static ExpectedVersion oneOf(int version) {
    return new ExpectedVersion.OneOf(Set.of(version));
  }

  /** Runs rounds of calls in threads that wait for each other; the results of each round. */
  private static <T> List<List<T>> rounds(int callers, Call<? extends T> call) {
    CyclicBarrier gate = new CyclicBarrier(callers);
    List<Callable<List<T>>> races = new ArrayList<>();
    for (int n = 0; n < callers; n++) {
      int caller = n;
      races.add(
          () -> {
            List<T> results = new ArrayList<>();
            try {
              for (int round = 0; round < ROUNDS; round++) {
                gate.await();
                results.add(call.in(round, caller));
              }
            } catch (BrokenBarrierException anotherFailed) {
              return results;
            } finally {
              gate.reset(); // so that no thread waits for one that failed
            }
            return results;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<List<T>> byCaller = new ArrayList<>();
      for (Future<List<T>> race : threads.invokeAll(races)) {
        byCaller.add(race.get());
      }
      return IntStream.range(0, ROUNDS)
          .mapToObj(round -> byCaller.stream().map(results -> results.get(round)).toList())
          .toList();
    } catch (ExecutionException e) {
      throw new AssertionError("a thread failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the race was interrupted", e);
    }
  }
}
