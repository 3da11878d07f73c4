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

/** One thread, so one list at a time, and a clock that the test moves. */
class ListThreadsTest {

  private static final Duration LONGEST = Duration.ofSeconds(1);

  private record Caller(String name) implements PropagatedContextElement {}

  private final AtomicLong clock = new AtomicLong();
  private final ListThreads one = new ListThreads(1, LONGEST, clock::get);
  private final CountDownLatch list = new CountDownLatch(1);

  @AfterEach
  void end() {
    list.countDown();
    one.stop();
  }

  @Test
  void worksOnAThreadOfItsOwnWithTheContextOfWhoCalls() {
    PropagatedContext anna = PropagatedContext.empty().plus(new Caller("anna"));

    CompletionStage<String> seen = anna.propagate(() -> one.call(ListThreadsTest::threadAndCaller));
    assertEquals("list-1 for anna", seen.toCompletableFuture().join());
  }

  private static String threadAndCaller() {
    return "%s for %s"
        .formatted(
            Thread.currentThread().getName(), PropagatedContext.get().get(Caller.class).name());
  }

  @Test
  void whoComesMeanwhileWaitsAndTheEntranceIsTold() {
    assertEquals(0, one.estimatedNanos());
    CompletableFuture<String> first = begin();
    CompletableFuture<String> second = one.call(() -> "second").toCompletableFuture();
    clock.addAndGet(LONGEST.toNanos());

    assertEquals(LONGEST.toNanos(), one.estimatedNanos());
    assertFalse(second.isDone());
    list.countDown();
    assertEquals("first", first.join());
    assertEquals("second", second.join());
    assertEquals(0, one.estimatedNanos());
  }

  @Test
  void whoseTurnComesTooLateIsRefusedAndNothingIsReadForHim() {
    CompletableFuture<String> first = begin();
    CompletableFuture<String> second =
        one.<String>call(
                () -> {
                  throw new AssertionError("nobody waits for this any more");
                })
            .toCompletableFuture();
    clock.addAndGet(LONGEST.toNanos() + 1);

    ApiException third = assertThrows(ApiException.class, () -> one.call(() -> "third"));
    list.countDown();
    CompletionException late = assertThrows(CompletionException.class, second::join);
    assertEquals("first", first.join());
    assertEquals(HttpStatus.SERVICE_UNAVAILABLE, third.status());
    assertEquals(
        HttpStatus.SERVICE_UNAVAILABLE,
        assertInstanceOf(ApiException.class, late.getCause()).status());
    assertEquals(0, one.estimatedNanos());
  }

  @Test
  void stoppedThreadsServeOnlyQueuedRequests() {
    CompletableFuture<String> first = begin();
    CompletableFuture<String> second = one.call(() -> "second").toCompletableFuture();
    one.stop();

    assertThrows(ApiException.class, () -> one.call(() -> "third"));
    list.countDown();
    assertEquals("first", first.join());
    assertEquals("second", second.join());
    assertEquals(0, one.estimatedNanos());
  }

  /** A list that takes until the test ends it; begun when this returns. */
  private CompletableFuture<String> begin() {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<String> first =
        one.call(
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
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
