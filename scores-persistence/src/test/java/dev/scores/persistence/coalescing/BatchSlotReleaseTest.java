package dev.scores.persistence.coalescing;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.domain.ScoresUnavailable;
import dev.scores.persistence.coalescing.RequestCoalescer.BatchOperation;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A leader returns its slot and its followers get replies, however it ends. */
class BatchSlotReleaseTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final BatchScheduler scheduler = new BatchScheduler(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private final CountDownLatch started = new CountDownLatch(1);
  private final AtomicBoolean failing = new AtomicBoolean(true);

  @AfterEach
  void end() {
    callers.shutdownNow();
  }

  static Stream<Throwable> faults() {
    return Stream.of(
        new OutOfMemoryError("planted"),
        new StackOverflowError("planted"),
        new AssertionError("planted"),
        new IllegalStateException("planted"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void throwingBatchReturnsItsSlot(Throwable fault) {
    var coalescer =
        coalescer(BatchSlotReleaseTest::ownKey, requests -> throwWhile(failing, fault, requests));
    assertSame(
        fault, assertThrows(IllegalStateException.class, () -> coalescer.call(1)).getCause());
    assertUsable(coalescer);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void throwingKeyTakesNoSlot(Throwable fault) {
    var coalescer =
        coalescer(
            request -> throwWhile(failing, fault, List.of(request)), BatchSlotReleaseTest::execute);
    assertThrows(fault.getClass(), () -> coalescer.call(1));
    assertUsable(coalescer);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void throwingExceptionSupplierReturnsTheSlot(Throwable fault) {
    var coalescer =
        coalescer(
            BatchSlotReleaseTest::ownKey,
            requests ->
                failing.get()
                    ? new BatchResult.Failed<>(() -> new IllegalStateException(throwing(fault)))
                    : execute(requests));
    assertThrows(fault.getClass(), () -> coalescer.call(1));
    assertUsable(coalescer);
  }

  @Test
  void throwingHashCodeLosesNoFollower() throws Exception {
    var coalescer =
        coalescer(request -> request > 1 ? new FailingKey() : request, this::executeOnceReleased);
    List<Future<String>> results = submit(coalescer, 1, 2, 3);
    release.countDown();
    assertEquals("1", results.get(0).get(60, SECONDS));
    for (Future<String> result : results.subList(1, 3)) {
      assertThrows(ExecutionException.class, () -> result.get(60, SECONDS));
    }
    assertUsable(coalescer);
  }

  @Test
  void followersWithoutAReplyFail() throws Exception {
    var coalescer =
        coalescer(
            BatchSlotReleaseTest::ownKey,
            requests -> executeOnceReleased(requests.subList(0, Math.min(requests.size(), 2))));
    List<Future<String>> results = submit(coalescer, 1, 2, 3, 4, 5);
    release.countDown();
    assertEquals("1", results.get(0).get(60, SECONDS));
    for (Future<String> result : results.subList(3, 5)) {
      assertThrows(ExecutionException.class, () -> result.get(60, SECONDS));
    }
    assertUsable(coalescer);
  }

  @Test
  void interruptedLeaderPassesItsSlotOn() throws Exception {
    var coalescer = coalescer(BatchSlotReleaseTest::ownKey, this::executeOnceReleased);
    List<Future<String>> results = submit(coalescer, 1, 2, 3);
    results.get(1).cancel(true);
    release.countDown();
    assertEquals("1", results.get(0).get(60, SECONDS));
    assertEquals("3", results.get(2).get(60, SECONDS));
    Thread.currentThread().interrupt();
    assertThrows(ScoresUnavailable.class, () -> coalescer.call(4));
    assertTrue(Thread.interrupted());
    assertUsable(coalescer);
  }

  @Test
  void noLaneStarvesAnother() throws Exception {
    var shared = new BatchScheduler(2);
    var slow = coalescer(shared, BatchSlotReleaseTest::ownKey, this::executeOnceReleased);
    var quick = coalescer(shared, BatchSlotReleaseTest::ownKey, BatchSlotReleaseTest::execute);
    List<Future<String>> results = submit(slow, 1, 2, 3);
    assertEquals("7", quick.call(7));
    assertEquals(1, shared.held());
    release.countDown();
    for (Future<String> result : results) {
      result.get(60, SECONDS);
    }
    assertEquals(0, shared.held());
  }

  private static final class FailingKey {
    @Override
    public int hashCode() {
      throw new StackOverflowError("planted");
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }
  }

  private static Object ownKey(Integer request) {
    return request;
  }

  private void assertUsable(RequestCoalescer<Integer, String> coalescer) {
    failing.set(false);
    while (scheduler.held() > 0) {
      Thread.onSpinWait(); // A leader replies before it returns its slot.
    }
    assertEquals("1", coalescer.call(1));
    assertEquals(0, coalescer.waiting());
    assertEquals(0, scheduler.held());
  }

  /** Submits requests; when this returns the first is executing and the others are queued. */
  private List<Future<String>> submit(RequestCoalescer<Integer, String> coalescer, int... requests)
      throws InterruptedException {
    List<Future<String>> results = new ArrayList<>();
    for (int request : requests) {
      int before = coalescer.waiting();
      results.add(callers.submit(() -> coalescer.call(request)));
      if (results.size() == 1) {
        started.await();
      } else {
        while (coalescer.waiting() == before) {
          Thread.onSpinWait();
        }
      }
    }
    return results;
  }

  private BatchResult<String> executeOnceReleased(List<Integer> requests) {
    started.countDown();
    try {
      release.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return execute(requests);
  }

  private static BatchResult<String> execute(List<Integer> requests) {
    return new BatchResult.Executed<>(
        requests.stream()
            .<Reply<String>>map(request -> new Reply.Value<>(request.toString()))
            .toList());
  }

  private static BatchResult<String> throwWhile(
      AtomicBoolean failing, Throwable fault, List<Integer> requests) {
    if (failing.get()) {
      throwing(fault);
    }
    return execute(requests);
  }

  private static String throwing(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) fault;
  }

  private RequestCoalescer<Integer, String> coalescer(
      Function<Integer, Object> key, BatchOperation<Integer, String> batchOperation) {
    return coalescer(scheduler, key, batchOperation);
  }

  private static RequestCoalescer<Integer, String> coalescer(
      BatchScheduler scheduler,
      Function<Integer, Object> key,
      BatchOperation<Integer, String> batchOperation) {
    return RequestCoalescer.ofWrites(
        "test",
        scheduler,
        new BatchLimits(2, 10, LONG, LONG, LONG),
        key,
        batchOperation,
        request -> request + " alone",
        new SoloExecutor(1, LONG),
        new SimpleMeterRegistry(),
        null);
  }
}
