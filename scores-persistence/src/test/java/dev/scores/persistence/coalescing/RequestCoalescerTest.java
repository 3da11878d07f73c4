package dev.scores.persistence.coalescing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.domain.ScoresUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A coalescer with one batch at a time, held until the test says what it comes to. */
class RequestCoalescerTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private static final RequestCoalescer.Faults FAULTS =
      new RequestCoalescer.Faults(
          fault -> fault instanceof OfOneRequest,
          fault -> new ScoresUnavailable("the batch failed", fault));

  private static final class OfOneRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<List<Integer>> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<Object> said = new LinkedBlockingQueue<>();

  @AfterEach
  void end() {
    callers.shutdownNow();
  }

  private RequestCoalescer<Integer, String> coalescer(int size, Duration turn, Duration batch) {
    return coalescer(1, new BatchLimits(1, size, LONG, turn, batch), System::nanoTime);
  }

  private RequestCoalescer<Integer, String> coalescer(
      int slots, BatchLimits limits, LongSupplier nanoTime) {
    return RequestCoalescer.ofWrites(
        "test",
        new BatchScheduler(slots, nanoTime),
        limits,
        question -> question % 100,
        this::together,
        question -> question + " alone",
        new SoloExecutor(8, LONG),
        FAULTS,
        new SimpleMeterRegistry());
  }

  private List<Reply<String>> together(List<Integer> questions) {
    asked.add(questions);
    try {
      return switch (said.take()) {
        case RuntimeException fault -> throw fault;
        case Reply.Unanswered<?> none -> questions.stream().map(it -> alone()).toList();
        default -> questions.stream().map(it -> answer(it + " together")).toList();
      };
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static Reply<String> alone() {
    return new Reply.Unanswered<>();
  }

  private static Reply<String> answer(String text) {
    return new Reply.Answer<>(text);
  }

  /** One after the other, each in the queue before the next one comes. */
  private List<Future<String>> ask(RequestCoalescer<Integer, String> coalescer, int... questions) {
    List<Future<String>> answers = new ArrayList<>();
    for (int question : questions) {
      int before = coalescer.waiting();
      answers.add(callers.submit(() -> coalescer.call(question)));
      while (coalescer.waiting() == before && asked.isEmpty()) {
        Thread.onSpinWait();
      }
    }
    return answers;
  }

  private List<Integer> begun() throws InterruptedException {
    return asked.poll(60, SECONDS);
  }

  @Test
  void aRequestIsExecutedAtOnceWhileNoBatchRuns() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(10, LONG, LONG);
    said.add("done");
    assertEquals("1 together", coalescer.call(1));
    assertEquals(List.of(1), begun());
  }

  @Test
  void laterRequestsShareBatchesInTheOrderOfArrival() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(2, LONG, LONG);
    Future<String> first = ask(coalescer, 1).getFirst();
    assertEquals(List.of(1), begun());
    List<Future<String>> others = ask(coalescer, 2, 3, 4);
    said.add("done");
    assertEquals("1 together", first.get(60, SECONDS));
    assertEquals(List.of(2, 3), begun());
    said.add("done");
    assertEquals(List.of(4), begun());
    said.add("done");
    for (int i = 0; i < others.size(); i++) {
      assertEquals(i + 2 + " together", others.get(i).get(60, SECONDS));
    }
  }

  @Test
  void twoOfOneKeyAreNeverInOneBatch() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(10, LONG, LONG);
    ask(coalescer, 1);
    assertEquals(List.of(1), begun());
    ask(coalescer, 102, 202, 3, 302, 4);
    said.add("done");
    assertEquals(List.of(102, 3, 4), begun());
    said.add("done");
    assertEquals(List.of(202), begun());
    said.add("done");
    assertEquals(List.of(302), begun());
    said.add("done");
  }

  /** The fault is of 4: halves are tried until it is found, and the others stay together. */
  @Test
  void aBatchIsSplitUntilTheFaultyRequestIsAlone() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(10, LONG, LONG);
    ask(coalescer, 1);
    begun();
    List<Future<String>> others = ask(coalescer, 2, 3, 4, 5);
    said.add("done");
    said.add(new OfOneRequest());
    assertEquals(List.of(2, 3, 4, 5), begun());
    said.add("done");
    assertEquals(List.of(2, 3), begun());
    said.add(new OfOneRequest());
    assertEquals(List.of(4, 5), begun());
    said.add(new OfOneRequest());
    assertEquals(List.of(4), begun());
    said.add("done");
    assertEquals(List.of(5), begun());
    assertEquals("2 together", others.get(0).get(60, SECONDS));
    assertEquals("3 together", others.get(1).get(60, SECONDS));
    assertEquals("4 alone", others.get(2).get(60, SECONDS));
    assertEquals("5 together", others.get(3).get(60, SECONDS));
  }

  @Test
  void anUnansweredRequestIsExecutedAlone() throws Exception {
    said.add(new Reply.Unanswered<String>());
    assertEquals("1 alone", coalescer(10, LONG, LONG).call(1));
  }

  @Test
  void aBrokenConnectionFailsTheBatchAndIsNotRetried() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(10, LONG, LONG);
    ask(coalescer, 1);
    begun();
    List<Future<String>> others = ask(coalescer, 2, 3);
    said.add("done");
    said.add(new IllegalStateException("broken"));
    for (Future<String> other : others) {
      assertInstanceOf(
          ScoresUnavailable.class,
          assertThrows(ExecutionException.class, () -> other.get(60, SECONDS)).getCause());
    }
    said.add("done");
    assertEquals("5 together", coalescer.call(5));
  }

  @Test
  void aRequestWhoseTurnIsLateIsRejectedAndNotExecuted() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(10, Duration.ofMillis(1), LONG);
    Future<String> first = ask(coalescer, 1).getFirst();
    begun();
    assertThrows(ScoresUnavailable.class, () -> coalescer.call(2));
    assertEquals(0, coalescer.waiting());
    said.add("done");
    assertEquals("1 together", first.get(60, SECONDS));
    said.add("done");
    assertEquals("3 together", coalescer.call(3));
    assertEquals(List.of(3), begun());
  }

  @Test
  void aFollowerDoesNotWaitForEver() throws Exception {
    RequestCoalescer<Integer, String> coalescer =
        coalescer(10, Duration.ofMillis(200), Duration.ofMillis(1));
    ask(coalescer, 1);
    begun();
    List<Future<String>> others = ask(coalescer, 2, 3);
    said.add("done");
    assertEquals(List.of(2, 3), begun());
    assertInstanceOf(
        ScoresUnavailable.class,
        assertThrows(ExecutionException.class, () -> others.get(1).get(60, SECONDS)).getCause());
    said.add("done");
    assertEquals("2 together", others.get(0).get(60, SECONDS));
  }

  @Test
  void anInterruptedRequestLeavesTheQueue() throws Exception {
    RequestCoalescer<Integer, String> coalescer = coalescer(10, LONG, LONG);
    ask(coalescer, 1);
    begun();
    Future<String> other = ask(coalescer, 2).getFirst();
    other.cancel(true);
    while (coalescer.waiting() > 0) {
      Thread.onSpinWait();
    }
    said.add("done");
    said.add("done");
    assertEquals("3 together", coalescer.call(3));
  }

  @Test
  void aTurnThatWouldBeLateIsRejectedAtOnce() throws Exception {
    AtomicLong minutes = new AtomicLong();
    RequestCoalescer<Integer, String> coalescer =
        coalescer(
            1,
            new BatchLimits(1, 1, LONG, Duration.ofSeconds(5), LONG),
            () -> Duration.ofMinutes(minutes.incrementAndGet()).toNanos());
    said.add("done");
    coalescer.call(1);
    begun();
    ask(coalescer, 2);
    begun();
    ask(coalescer, 3);
    assertEquals(
        "the turn would not come in time",
        assertThrows(ScoresUnavailable.class, () -> coalescer.call(4)).getMessage());
  }

  /** Time stands still but for what a test lets pass. */
  private RequestCoalescer<Integer, String> coalescer(
      AtomicLong clock, int batches, int slowBatches) {
    return coalescer(
        slowBatches, new BatchLimits(batches, 10, Duration.ofNanos(100), LONG, LONG), clock::get);
  }

  @Test
  void aRequestNeedNotWaitForASlowBatch() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    RequestCoalescer<Integer, String> coalescer = coalescer(clock, 1, 2);
    ask(coalescer, 1);
    assertEquals(List.of(1), begun());
    ask(coalescer, 2);
    clock.addAndGet(101);
    ask(coalescer, 3);
    assertEquals(List.of(3, 2), begun());
    clock.addAndGet(101);
    ask(coalescer, 4);
    assertEquals(1, coalescer.waiting());
    said.add("done");
    assertEquals(List.of(4), begun());
    said.add("done");
    said.add("done");
  }

  @Test
  void batchesAreFewAgainOnceTheyAreQuick() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    RequestCoalescer<Integer, String> coalescer = coalescer(clock, 1, 2);
    ask(coalescer, 1);
    begun();
    clock.addAndGet(101);
    ask(coalescer, 2);
    begun();
    ask(coalescer, 3);
    assertEquals(1, coalescer.waiting());
    said.add("done");
    // One of the two has ended, and the other, or the next one, is young.
    said.add("done");
    assertEquals(List.of(3), begun());
    said.add("done");
    assertEquals(0, coalescer.waiting());
  }

  @Test
  void batchesOfSlowRequestsAreSmall() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    RequestCoalescer<Integer, String> coalescer = coalescer(clock, 1, 1);
    slowQuestions(
        coalescer, clock, 7, 10_000); // 128 a question by now, each counting for a little.
    ask(coalescer, 1);
    begun();
    ask(coalescer, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    clock.addAndGet(150);
    said.add("done");
    assertEquals(List.of(2, 3, 4, 5, 6, 7), begun()); // Six of some 130 in 800.
    clock.addAndGet(6 * 130);
    said.add("done");
    assertEquals(List.of(8, 9, 10, 11, 12, 13), begun());
    said.add("done");
    assertEquals(List.of(14), begun());
    said.add("done");
  }

  @Test
  void aBatchThatIsHeldUpHardlyChangesTheSize() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    RequestCoalescer<Integer, String> coalescer = coalescer(clock, 1, 1);
    slowQuestions(coalescer, clock, 1, Duration.ofMinutes(1).toNanos());
    ask(coalescer, 1);
    begun();
    ask(coalescer, 2, 3, 4);
    said.add("done");
    assertEquals(List.of(2, 3, 4), begun());
    said.add("done");
  }

  @Test
  void manyBatchesRunWhileRequestsAreSlow() throws Exception {
    AtomicLong clock = new AtomicLong(1);
    RequestCoalescer<Integer, String> coalescer =
        coalescer(3, new BatchLimits(1, 10, Duration.ofMillis(5), LONG, LONG), clock::get);
    slowQuestions(coalescer, clock, 10, Duration.ofMillis(20).toNanos());
    ask(coalescer, 1);
    assertEquals(List.of(1), begun());
    ask(coalescer, 2);
    assertEquals(List.of(2), begun());
    ask(coalescer, 3);
    assertEquals(List.of(3), begun());
    ask(coalescer, 4);
    assertEquals(1, coalescer.waiting());
    said.addAll(List.of("done", "done", "done", "done"));
    assertEquals(List.of(4), begun());
  }

  /** One after the other, each for that long. */
  private void slowQuestions(
      RequestCoalescer<Integer, String> coalescer, AtomicLong clock, int number, long nanos)
      throws Exception {
    for (int i = 0; i < number; i++) {
      Future<String> slow = ask(coalescer, 0).getFirst();
      assertEquals(List.of(0), begun());
      clock.addAndGet(nanos);
      said.add("done");
      assertEquals("0 together", slow.get(60, SECONDS));
    }
  }

  @Test
  void eachOfManyCallersGetsItsOwnAnswer() throws Exception {
    RequestCoalescer<Integer, Integer> coalescer =
        RequestCoalescer.ofWrites(
            "test",
            new BatchScheduler(4),
            new BatchLimits(2, 7, Duration.ofNanos(1), LONG, LONG),
            question -> question % 10,
            questions ->
                questions.stream()
                    .<Reply<Integer>>map(question -> new Reply.Answer<>(-question))
                    .toList(),
            question -> question,
            new SoloExecutor(8, LONG),
            FAULTS,
            new SimpleMeterRegistry());
    List<Future<Integer>> answers =
        IntStream.range(1, 5000).mapToObj(n -> callers.submit(() -> coalescer.call(n))).toList();
    for (int n = 1; n < 5000; n++) {
      assertEquals(-n, answers.get(n - 1).get(60, SECONDS));
    }
    assertEquals(0, coalescer.waiting());
  }
}
