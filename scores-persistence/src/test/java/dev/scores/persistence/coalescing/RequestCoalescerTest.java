package dev.scores.persistence.coalescing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.ScoresUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A coalescer whose batches block until the test supplies their results. */
class RequestCoalescerTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  /** How the next batch ends. */
  private enum BatchEnd {
    DONE,
    ALL_SKIPPED,
    SINGLE_REQUEST_FAILED,
    FAILED
  }

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<List<Integer>> batches = new LinkedBlockingQueue<>();
  private final BlockingQueue<BatchEnd> ends = new LinkedBlockingQueue<>();

  @AfterEach
  void end() {
    callers.shutdownNow();
  }

  private RequestCoalescer<Integer, String> coalescer(
      int size, Duration queueTimeout, Duration executionTimeout) {
    return coalescer(
        1, new BatchLimits(1, size, LONG, queueTimeout, executionTimeout), System::nanoTime);
  }

  private RequestCoalescer<Integer, String> coalescer(
      int slots, BatchLimits limits, LongSupplier nanoTime) {
    return RequestCoalescer.ofWrites(
        "test",
        new BatchScheduler(slots, nanoTime),
        limits,
        request -> request % 100,
        this::execute,
        request -> request + " alone",
        new SoloExecutor(8, LONG),
        new SimpleMeterRegistry(),
        null);
  }

  private BatchResult<String> execute(List<Integer> requests) {
    batches.add(requests);
    try {
      return switch (ends.take()) {
        case DONE -> executed(requests, request -> new Reply.Value<>(request + " in a batch"));
        case ALL_SKIPPED -> executed(requests, request -> new Reply.Skipped<>());
        case SINGLE_REQUEST_FAILED -> new BatchResult.SingleRequestFailed<>();
        case FAILED ->
            new BatchResult.Failed<>(
                () -> new ScoresUnavailable("the batch failed", new IllegalStateException()));
      };
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static BatchResult<String> executed(
      List<Integer> requests, Function<Integer, Reply<String>> reply) {
    return new BatchResult.Executed<>(requests.stream().map(reply).toList());
  }

  /** Submits the requests one by one, each once the one before is queued or executing. */
  private List<Future<String>> submit(
      RequestCoalescer<Integer, String> coalescer, int... requests) {
    List<Future<String>> results = new ArrayList<>();
    for (int request : requests) {
      int before = coalescer.waiting();
      results.add(callers.submit(() -> coalescer.call(request)));
      while (coalescer.waiting() == before && batches.isEmpty()) {
        Thread.onSpinWait();
      }
    }
    return results;
  }

  private List<Integer> nextBatch() throws InterruptedException {
    return batches.poll(60, SECONDS);
  }

  @Test
  void firstRequestIsExecutedAtOnce() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(10, LONG, LONG);
    ends.add(BatchEnd.DONE);
    assertEquals("1 in a batch", coalescer.call(1));
    assertEquals(List.of(1), nextBatch());
  }

  @Test
  void laterRequestsShareBatchesInOrderOfArrival() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(2, LONG, LONG);
    Future<String> first = submit(coalescer, 1).getFirst();
    assertEquals(List.of(1), nextBatch());
    List<Future<String>> others = submit(coalescer, 2, 3, 4);
    ends.add(BatchEnd.DONE);
    assertEquals("1 in a batch", first.get(60, SECONDS));
    assertEquals(List.of(2, 3), nextBatch());
    ends.add(BatchEnd.DONE);
    assertEquals(List.of(4), nextBatch());
    ends.add(BatchEnd.DONE);
    for (int i = 0; i < others.size(); i++) {
      assertEquals(i + 2 + " in a batch", others.get(i).get(60, SECONDS));
    }
  }

  @Test
  void batchHoldsEachKeyOnce() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(10, LONG, LONG);
    submit(coalescer, 1);
    assertEquals(List.of(1), nextBatch());
    submit(coalescer, 102, 202, 3, 302, 4);
    ends.add(BatchEnd.DONE);
    assertEquals(List.of(102, 3, 4), nextBatch());
    ends.add(BatchEnd.DONE);
    assertEquals(List.of(202), nextBatch());
    ends.add(BatchEnd.DONE);
    assertEquals(List.of(302), nextBatch());
    ends.add(BatchEnd.DONE);
  }

  /** Request 4 fails: halves are tried until it is found, and the others stay in batches. */
  @Test
  void failedBatchIsSplitUntilTheFailingRequestIsAlone() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(10, LONG, LONG);
    submit(coalescer, 1);
    nextBatch();
    List<Future<String>> others = submit(coalescer, 2, 3, 4, 5);
    ends.add(BatchEnd.DONE);
    ends.add(BatchEnd.SINGLE_REQUEST_FAILED);
    assertEquals(List.of(2, 3, 4, 5), nextBatch());
    ends.add(BatchEnd.DONE);
    assertEquals(List.of(2, 3), nextBatch());
    ends.add(BatchEnd.SINGLE_REQUEST_FAILED);
    assertEquals(List.of(4, 5), nextBatch());
    ends.add(BatchEnd.SINGLE_REQUEST_FAILED);
    assertEquals(List.of(4), nextBatch());
    ends.add(BatchEnd.DONE);
    assertEquals(List.of(5), nextBatch());
    assertEquals("2 in a batch", others.get(0).get(60, SECONDS));
    assertEquals("3 in a batch", others.get(1).get(60, SECONDS));
    assertEquals("4 alone", others.get(2).get(60, SECONDS));
    assertEquals("5 in a batch", others.get(3).get(60, SECONDS));
  }

  @Test
  void skippedRequestIsExecutedAlone() throws Exception {
    ends.add(BatchEnd.ALL_SKIPPED);
    assertEquals("1 alone", coalescer(10, LONG, LONG).call(1));
  }

  @Test
  void failedBatchFailsItsRequestsAndIsNotRetried() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(10, LONG, LONG);
    submit(coalescer, 1);
    nextBatch();
    List<Future<String>> others = submit(coalescer, 2, 3);
    ends.add(BatchEnd.DONE);
    ends.add(BatchEnd.FAILED);
    for (Future<String> other : others) {
      assertInstanceOf(
          ScoresUnavailable.class,
          assertThrows(ExecutionException.class, () -> other.get(60, SECONDS)).getCause());
    }
    ends.add(BatchEnd.DONE);
    assertEquals("5 in a batch", coalescer.call(5));
  }

  @Test
  void requestBeyondTheQueueTimeoutIsNotExecuted() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(10, Duration.ofMillis(1), LONG);
    Future<String> first = submit(coalescer, 1).getFirst();
    nextBatch();
    assertThrows(ScoresUnavailable.class, () -> coalescer.call(2));
    assertEquals(0, coalescer.waiting());
    ends.add(BatchEnd.DONE);
    assertEquals("1 in a batch", first.get(60, SECONDS));
    ends.add(BatchEnd.DONE);
    assertEquals("3 in a batch", coalescer.call(3));
    assertEquals(List.of(3), nextBatch());
  }

  @Test
  void followerTimesOutWhileItsBatchExecutes() throws Exception {
    RequestCoalescer<Integer, String> coalescer =
        coalescer(10, Duration.ofMillis(200), Duration.ofMillis(1));
    submit(coalescer, 1);
    nextBatch();
    List<Future<String>> others = submit(coalescer, 2, 3);
    ends.add(BatchEnd.DONE);
    assertEquals(List.of(2, 3), nextBatch());
    assertInstanceOf(
        ScoresUnavailable.class,
        assertThrows(ExecutionException.class, () -> others.get(1).get(60, SECONDS)).getCause());
    ends.add(BatchEnd.DONE);
    assertEquals("2 in a batch", others.get(0).get(60, SECONDS));
  }

  @Test
  void interruptedRequestLeavesTheQueue() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(10, LONG, LONG);
    submit(coalescer, 1);
    nextBatch();
    Future<String> other = submit(coalescer, 2).getFirst();
    other.cancel(true);
    while (coalescer.waiting() > 0) {
      Thread.onSpinWait();
    }
    ends.add(BatchEnd.DONE);
    ends.add(BatchEnd.DONE);
    assertEquals("3 in a batch", coalescer.call(3));
  }

  /** With a clock that only the test advances. */
  private RequestCoalescer<Integer, String> coalescer(
      AtomicLong clock, int batches, int slowBatches) {
    return coalescer(
        slowBatches, new BatchLimits(batches, 10, Duration.ofNanos(100), LONG, LONG), clock::get);
  }

  @Test
  void requestDoesNotWaitForASlowBatch() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    RequestCoalescer<Integer, String> coalescer = coalescer(clock, 1, 2);
    submit(coalescer, 1);
    assertEquals(List.of(1), nextBatch());
    submit(coalescer, 2);
    clock.addAndGet(101);
    submit(coalescer, 3);
    assertEquals(List.of(3, 2), nextBatch());
    clock.addAndGet(101);
    submit(coalescer, 4);
    assertEquals(1, coalescer.waiting());
    ends.add(BatchEnd.DONE);
    assertEquals(List.of(4), nextBatch());
    ends.add(BatchEnd.DONE);
    ends.add(BatchEnd.DONE);
  }

  @Test
  void batchLimitAppliesAgainOnceBatchesAreFast() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    RequestCoalescer<Integer, String> coalescer = coalescer(clock, 1, 2);
    submit(coalescer, 1);
    nextBatch();
    clock.addAndGet(101);
    submit(coalescer, 2);
    nextBatch();
    submit(coalescer, 3);
    assertEquals(1, coalescer.waiting());
    ends.add(BatchEnd.DONE);
    // One batch has ended, and the other is not slow yet.
    ends.add(BatchEnd.DONE);
    assertEquals(List.of(3), nextBatch());
    ends.add(BatchEnd.DONE);
    assertEquals(0, coalescer.waiting());
  }

  @Test
  void batchesOfSlowRequestsAreSmall() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    RequestCoalescer<Integer, String> coalescer = coalescer(clock, 1, 1);
    executeSlowly(coalescer, clock, 7, 10_000); // Now 128 ns a request, by the moving average.
    submit(coalescer, 1);
    nextBatch();
    submit(coalescer, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    clock.addAndGet(150);
    ends.add(BatchEnd.DONE);
    assertEquals(List.of(2, 3, 4, 5, 6, 7), nextBatch()); // 800 ns are enough for six of 130 ns.
    clock.addAndGet(6 * 130);
    ends.add(BatchEnd.DONE);
    assertEquals(List.of(8, 9, 10, 11, 12, 13), nextBatch());
    ends.add(BatchEnd.DONE);
    assertEquals(List.of(14), nextBatch());
    ends.add(BatchEnd.DONE);
  }

  @Test
  void oneSlowBatchDoesNotShrinkTheNext() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    RequestCoalescer<Integer, String> coalescer = coalescer(clock, 1, 1);
    executeSlowly(coalescer, clock, 1, Duration.ofMinutes(1).toNanos());
    submit(coalescer, 1);
    nextBatch();
    submit(coalescer, 2, 3, 4);
    ends.add(BatchEnd.DONE);
    assertEquals(List.of(2, 3, 4), nextBatch());
    ends.add(BatchEnd.DONE);
  }

  @Test
  void manyBatchesRunWhileRequestsAreSlow() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    RequestCoalescer<Integer, String> coalescer =
        coalescer(3, new BatchLimits(1, 10, Duration.ofMillis(5), LONG, LONG), clock::get);
    executeSlowly(coalescer, clock, 10, Duration.ofMillis(20).toNanos());
    submit(coalescer, 1);
    assertEquals(List.of(1), nextBatch());
    submit(coalescer, 2);
    assertEquals(List.of(2), nextBatch());
    submit(coalescer, 3);
    assertEquals(List.of(3), nextBatch());
    submit(coalescer, 4);
    assertEquals(1, coalescer.waiting());
    ends.addAll(Collections.nCopies(4, BatchEnd.DONE));
    assertEquals(List.of(4), nextBatch());
  }

  /** Executes requests one by one, each in the given time. */
  private void executeSlowly(
      RequestCoalescer<Integer, String> coalescer, AtomicLong clock, int number, long nanos)
      throws Exception {
    for (int i = 0; i < number; i++) {
      Future<String> slow = submit(coalescer, 0).getFirst();
      assertEquals(List.of(0), nextBatch());
      clock.addAndGet(nanos);
      ends.add(BatchEnd.DONE);
      assertEquals("0 in a batch", slow.get(60, SECONDS));
    }
  }

  @Test
  void eachOfManyCallersGetsItsOwnResult() throws Exception {
    RequestCoalescer<Integer, Integer> coalescer =
        RequestCoalescer.ofWrites(
            "test",
            new BatchScheduler(4),
            new BatchLimits(2, 7, Duration.ofNanos(1), LONG, LONG),
            request -> request % 10,
            requests ->
                new BatchResult.Executed<>(
                    requests.stream()
                        .<Reply<Integer>>map(request -> new Reply.Value<>(-request))
                        .toList()),
            request -> request,
            new SoloExecutor(8, LONG),
            new SimpleMeterRegistry(),
            null);
    List<Future<Integer>> results =
        IntStream.range(1, 5000).mapToObj(n -> callers.submit(() -> coalescer.call(n))).toList();
    for (int n = 1; n < 5000; n++) {
      assertEquals(-n, results.get(n - 1).get(60, SECONDS));
    }
    assertEquals(0, coalescer.waiting());
  }
}
