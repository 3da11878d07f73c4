package dev.scores.domain.testkit;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import dev.scores.domain.Batch;
import dev.scores.domain.ChangeCursor;
import dev.scores.domain.ExerciseId;
import dev.scores.domain.ExpectedVersion;
import dev.scores.domain.Outcome;
import dev.scores.domain.Outcome.Added;
import dev.scores.domain.Outcome.Removed;
import dev.scores.domain.Outcome.Updated;
import dev.scores.domain.Score;
import dev.scores.domain.ScoreDraft;
import dev.scores.domain.ScoreEvent;
import dev.scores.domain.ScoreId;
import dev.scores.domain.Scores;
import dev.scores.domain.UserId;
import dev.scores.domain.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that write and remove scores of two users and six exercises, and know the event that each
 * of their successful calls has to be.
 */
final class ConcurrentWriters implements AutoCloseable {

  private static final int WRITERS = 4;
  private static final int ROUNDS = 250;

  private final Scores store;
  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
  private final CountDownLatch half = new CountDownLatch(WRITERS);
  private final List<Future<List<ScoreEvent>>> writers = new ArrayList<>();

  /** Starts to write. */
  ConcurrentWriters(Scores store) {
    this.store = store;
    for (int n = 0; n < WRITERS; n++) {
      Random random = new Random(n);
      writers.add(threads.submit(() -> write(random)));
    }
  }

  boolean areWriting() {
    return !writers.stream().allMatch(Future::isDone);
  }

  /** Waits until each thread has made half of its calls. */
  void awaitHalf() {
    try {
      half.await();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Waits for the end and returns the events, in no order. */
  List<ScoreEvent> events() {
    List<ScoreEvent> events = new ArrayList<>();
    try {
      for (Future<List<ScoreEvent>> writer : writers) {
        events.addAll(writer.get());
      }
      return events;
    } catch (ExecutionException e) {
      throw new AssertionError("a writer failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The events of each score; those that were written, in the order of their versions. */
  static Map<ScoreId, List<ScoreEvent>> inOrder(List<ScoreEvent> written) {
    return byScore(
        written.stream()
            .sorted(
                comparing((ScoreEvent event) -> event.type() == ScoreEvent.Type.REMOVED)
                    .thenComparingInt(event -> event.score().version()))
            .toList());
  }

  /** The events of each score, in the given order. */
  static Map<ScoreId, List<ScoreEvent>> byScore(List<ScoreEvent> events) {
    return new TreeMap<>(events.stream().collect(groupingBy(event -> event.score().id())));
  }

  @Override
  public void close() {
    threads.close();
  }

  private List<ScoreEvent> write(Random random) {
    List<ScoreEvent> events = new ArrayList<>();
    try {
      for (int round = 0; round < ROUNDS; round++) {
        if (round == ROUNDS / 2) {
          half.countDown();
        }
        operate(random, ContractTests.NOON.plusMillis(random.nextInt(1000)), events);
      }
      return events;
    } finally {
      half.countDown(); // The other threads must not wait for one that failed.
    }
  }

  private void operate(Random random, Instant at, List<ScoreEvent> events) {
    UserId user = new UserId(1 + random.nextInt(2));
    ScoreDraft draft = anyDraft(random);
    switch (random.nextInt(4)) {
      case 0 ->
          store
              .find(user, draft.exercise())
              .map(score -> store.remove(user, score.id(), new ExpectedVersion.Any(), at))
              .ifPresent(outcome -> record(outcome, draft, at, events));
      case 1 -> {
        Batch batch = Batch.of(user, List.of(draft, anyDraft(random), anyDraft(random)));
        List<? extends Outcome> outcomes = store.upsert(batch, at);
        for (int n = 0; n < outcomes.size(); n++) {
          record(outcomes.get(n), batch.entries().get(n).draft(), at, events);
        }
      }
      default -> record(store.upsert(user, draft, at), draft, at, events);
    }
  }

  private static ScoreDraft anyDraft(Random random) {
    return new ScoreDraft(new ExerciseId(1 + random.nextInt(6)), random.nextBoolean());
  }

  private static void record(
      Outcome outcome, ScoreDraft draft, Instant at, List<ScoreEvent> events) {
    if (outcome instanceof Added added) {
      events.add(written(ScoreEvent.Type.ADDED, draft, added.score()));
    } else if (outcome instanceof Updated updated) {
      events.add(written(ScoreEvent.Type.UPDATED, draft, updated.score()));
    } else if (outcome instanceof Removed removed) {
      Instant last = removed.score().updatedAt();
      events.add(ChangesContract.removed(removed.score(), at.isAfter(last) ? at : last));
    }
  }

  private static ScoreEvent written(ScoreEvent.Type type, ScoreDraft draft, Score score) {
    return new ScoreEvent(
        ChangeCursor.start(), type, score.updatedAt(), draft.correct(), score, new Writer.Owner());
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("the test was interrupted", e);
  }
}
