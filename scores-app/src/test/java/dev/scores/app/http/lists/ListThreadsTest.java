package dev.scores.app.http.lists;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scores.chassis.http.ApiException;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.PropagatedContextElement;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One list thread and a clock that the test controls. */
class ListThreadsTest {

  private static final Duration MAX_WAIT = Duration.ofSeconds(1);

  private record Caller(String name) implements PropagatedContextElement {}

  private final AtomicLong clock = new AtomicLong();
  private final ListThreads threads = new ListThreads(1, MAX_WAIT, clock::get);
  private final CountDownLatch list = new CountDownLatch(1);

  @AfterEach
  void end() {
    list.countDown();
    threads.stop();
  }

  @Test
  void workRunsOnAListThreadWithTheCallersContext() {
    PropagatedContext anna = PropagatedContext.empty().plus(new Caller("anna"));

    CompletionStage<String> seen =
        anna.propagate(() -> threads.call(ListThreadsTest::threadAndCaller));
    assertEquals("list-1 for anna", seen.toCompletableFuture().join());
  }

  private static String threadAndCaller() {
    return "%s for %s"
        .formatted(
            Thread.currentThread().getName(), PropagatedContext.get().get(Caller.class).name());
  }

  @Test
  void laterListQueuesAndRaisesTheEstimate() {
    assertEquals(0, threads.estimatedNanos());
    CompletableFuture<String> first = begin();
    CompletableFuture<String> second = threads.call(() -> "second").toCompletableFuture();
    clock.addAndGet(MAX_WAIT.toNanos());

    assertEquals(MAX_WAIT.toNanos(), threads.estimatedNanos());
    assertFalse(second.isDone());
    list.countDown();
    assertEquals("first", first.join());
    assertEquals("second", second.join());
    assertEquals(0, threads.estimatedNanos());
  }

  @Test
  void lateListReturns503AndIsNotRead() {
    CompletableFuture<String> first = begin();
    CompletableFuture<String> second =
        threads
            .<String>call(
                () -> {
                  throw new AssertionError("a list that timed out was read");
                })
            .toCompletableFuture();
    clock.addAndGet(MAX_WAIT.toNanos() + 1);

    ApiException third = assertThrows(ApiException.class, () -> threads.call(() -> "third"));
    list.countDown();
    CompletionException late = assertThrows(CompletionException.class, second::join);
    assertEquals("first", first.join());
    assertEquals(HttpStatus.SERVICE_UNAVAILABLE, third.status());
    assertEquals(
        HttpStatus.SERVICE_UNAVAILABLE,
        assertInstanceOf(ApiException.class, late.getCause()).status());
    assertEquals(0, threads.estimatedNanos());
  }

  @Test
  void stoppedThreadsServeOnlyQueuedRequests() {
    CompletableFuture<String> first = begin();
    CompletableFuture<String> second = threads.call(() -> "second").toCompletableFuture();
    threads.stop();

    assertThrows(ApiException.class, () -> threads.call(() -> "third"));
    list.countDown();
    assertEquals("first", first.join());
    assertEquals("second", second.join());
    assertEquals(0, threads.estimatedNanos());
  }

  /** Starts a list that runs until the test ends it; it is running when this returns. */
  private CompletableFuture<String> begin() {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<String> first =
        threads
            .call(
                () -> {
                  begun.countDown();
                  await(list);
                  return "first";
                })
            .toCompletableFuture();
    await(begun);
    return first;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
