package dev.scores.domain.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.ExerciseId;
import dev.scores.domain.IdempotencyKey;
import dev.scores.domain.RepeatableRequests;
import dev.scores.domain.RepeatableRequests.Execution;
import dev.scores.domain.Scores;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of {@link RepeatableRequests}. */
public abstract class RepeatableRequestsContract extends ContractTests {

  private static final IdempotencyKey KEY = new IdempotencyKey("user 1", "a key");
  private static final int AT_ONCE = 50;

  private RepeatableRequests requests;

  /**
   * Returns the requests under test, without kept replies.
   *
   * @return the requests on the store that {@link #emptyStore} returned last
   */
  protected abstract RepeatableRequests requests();

  @BeforeEach
  void useRequestsOnTheStore() {
    requests = requests();
  }

  @Test
  void requestIsExecutedOnce() {
    assertEquals(replied("1"), requests.once(KEY, "f", NOON, this::solveLoops));
    assertEquals(replied("1"), requests.once(KEY, "f", LATER, this::solveLoops));
    assertEquals(1, store.find(ANN, LOOPS).orElseThrow().version());
  }

  @Test
  void otherRequestWithTheKeyIsNotExecuted() {
    requests.once(KEY, "f", NOON, this::solveLoops);
    assertEquals(
        new Execution.KeyReused(),
        requests.once(KEY, "g", LATER, scores -> solve(scores, MAPS, LATER)));
    assertEquals(Optional.empty(), store.find(ANN, MAPS));
    assertEquals(replied("1"), requests.once(KEY, "f", LATER, this::solveLoops));
  }

  @Test
  void otherKeysAreIndependent() {
    requests.once(KEY, "f", NOON, this::solveLoops);
    for (IdempotencyKey other :
        List.of(new IdempotencyKey("user 1", "A key"), new IdempotencyKey("user 2", "a key"))) {
      String version = Integer.toString(1 + store.find(ANN, LOOPS).orElseThrow().version());
      assertEquals(replied(version), requests.once(other, "g", NOON, this::solveLoops));
    }
  }

  @Test
  void longestKeyAndReplyAreKept() {
    IdempotencyKey longest = new IdempotencyKey("client " + "é".repeat(255), "~".repeat(255));
    String reply = "\"€\"".repeat(100_000);
    requests.once(longest, "f", NOON, scores -> reply);
    assertEquals(replied(reply), requests.once(longest, "f", NOON, scores -> "another"));
  }

  @Test
  void failedRequestIsNotKept() {
    var fault = new IllegalStateException("planted");
    assertSame(
        fault,
        assertThrows(
            IllegalStateException.class,
            () ->
                requests.once(
                    KEY,
                    "f",
                    NOON,
                    scores -> {
                      throw fault;
                    })));
    assertEquals(replied("1"), requests.once(KEY, "g", NOON, this::solveLoops));
  }

  @Test
  void replyIsKeptForADay() {
    requests.once(KEY, "f", NOON, this::solveLoops);
    Instant before = NOON.plus(RepeatableRequests.KEPT).minusMillis(1);
    assertEquals(replied("1"), requests.once(KEY, "f", before, this::solveLoops));
    Instant after = NOON.plus(RepeatableRequests.KEPT);
    assertEquals(replied("2"), requests.once(KEY, "g", after, this::solveLoops));
    assertEquals(new Execution.KeyReused(), requests.once(KEY, "f", after, this::solveLoops));
  }

  @Test
  void simultaneousRequestsAreExecutedOnce() throws Exception {
    AtomicInteger executions = new AtomicInteger();
    CountDownLatch sent = new CountDownLatch(AT_ONCE);
    Callable<Execution> request =
        () -> {
          sent.countDown();
          return requests.once(
              KEY,
              "f",
              NOON,
              scores -> {
                executions.incrementAndGet();
                await(sent); // So that no request comes after the first reply.
                return solveLoops(scores);
              });
        };
    Set<Execution> results = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Execution> result :
          threads.invokeAll(IntStream.range(0, AT_ONCE).mapToObj(n -> request).toList())) {
        results.add(result.get());
      }
    }
    assertEquals(Set.of(replied("1")), results);
    assertEquals(1, executions.get());
    assertEquals(1, store.find(ANN, LOOPS).orElseThrow().version());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the test was interrupted", e);
    }
  }

  /** The reply is the version of the score, so it shows how often the request was executed. */
  private String solveLoops(Scores scores) {
    return solve(scores, LOOPS, NOON);
  }

  private static String solve(Scores scores, ExerciseId exercise, Instant at) {
    return Integer.toString(scores.upsert(ANN, solved(exercise), at).score().version());
  }

  private static Execution replied(String reply) {
    return new Execution.Replied(reply);
  }
}
