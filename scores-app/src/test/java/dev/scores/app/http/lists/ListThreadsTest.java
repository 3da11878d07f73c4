package dev.scores.app.http.lists;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scores.chassis.http.Refusal;
import io.micronaut.http.HttpStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One thread, and so one list at a time. */
class ListThreadsTest {

  private static final long LONG = 3_600_000;
  private static final long SHORT = 1;

  private final CountDownLatch list = new CountDownLatch(1);

  @AfterEach
  void endTheList() {
    list.countDown();
  }

  @Test
  void worksOnAThreadOfItsOwn() {
    Thread worked =
        new ListThreads(3, LONG).call(Thread::currentThread).toCompletableFuture().join();

    assertFalse(worked.isVirtual());
    assertTrue(worked.getName().startsWith("list-"), worked.getName());
  }

  @Test
  void whoComesMeanwhileWaitsAndTheEntranceIsTold() {
    ListThreads one = new ListThreads(1, LONG);
    assertEquals(0, one.getAsLong());
    CompletableFuture<String> first = begin(one);
    CompletableFuture<String> second = one.call(() -> "second").toCompletableFuture();

    assertTrue(one.getAsLong() > 0);
    assertFalse(second.isDone());
    list.countDown();
    assertEquals("first", first.join());
    assertEquals("second", second.join());
    assertEquals(0, one.getAsLong());
  }

  @Test
  void whoseTurnComesTooLateIsRefusedAndNothingIsReadForHim() {
    ListThreads one = new ListThreads(1, SHORT);
    CompletableFuture<String> first = begin(one);
    CompletableFuture<String> second =
        one.<String>call(
                () -> {
                  throw new AssertionError("nobody waits for this any more");
                })
            .toCompletableFuture();
    letTimeRunOut();

    Refusal third = assertThrows(Refusal.class, () -> one.call(() -> "third"));
    list.countDown();
    CompletionException late = assertThrows(CompletionException.class, second::join);
    assertEquals("first", first.join());
    assertEquals(HttpStatus.SERVICE_UNAVAILABLE, third.status());
    assertEquals(
        HttpStatus.SERVICE_UNAVAILABLE, assertInstanceOf(Refusal.class, late.getCause()).status());
    assertEquals(0, one.getAsLong());
  }

  @Test
  void onceStoppedServesWhoWaitsAndNobodyElse() {
    ListThreads one = new ListThreads(1, LONG);
    CompletableFuture<String> first = begin(one);
    CompletableFuture<String> second = one.call(() -> "second").toCompletableFuture();
    one.stop();

    assertThrows(Refusal.class, () -> one.call(() -> "third"));
    list.countDown();
    assertEquals("first", first.join());
    assertEquals("second", second.join());
    assertEquals(0, one.getAsLong());
  }

  /** A list that takes until the test ends it; begun when this returns. */
  private CompletableFuture<String> begin(ListThreads one) {
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

  private static void letTimeRunOut() {
    long end = System.nanoTime() + 2 * SHORT * 1_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}
