package dev.scores.app.http.lists;

import io.micronaut.context.BeanContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** Keeps all list threads busy and fills their queue, until it is closed. */
public final class BusyListThreads implements AutoCloseable {

  /** Afterwards the moving average is a 64th of it, so a few thousand lists are a long queue. */
  private static final Duration FIRST_LIST = Duration.ofSeconds(1);

  private final CountDownLatch end = new CountDownLatch(1);
  private final List<CompletionStage<Boolean>> lists = new ArrayList<>();

  /**
   * Returns when the estimated wait exceeds the delay.
   *
   * @param number the number of list threads
   */
  public BusyListThreads(BeanContext service, int number, Duration delay) {
    ListThreads threads = service.getBean(ListThreads.class);
    CountDownLatch firstList = new CountDownLatch(1);
    CompletionStage<Boolean> first = threads.call(() -> await(firstList));
    for (int i = 0; i < number; i++) {
      lists.add(threads.call(() -> await(end)));
    }
    while (threads.estimatedNanos() <= FIRST_LIST.toNanos()) {
      Thread.onSpinWait();
    }
    firstList.countDown();
    first.toCompletableFuture().join();
    while (threads.estimatedNanos() <= delay.toNanos()) {
      lists.add(threads.call(() -> await(end)));
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public boolean isBusy() {
    return lists.stream().noneMatch(list -> list.toCompletableFuture().isDone());
  }

  public void release() {
    end.countDown();
  }

  @Override
  public void close() {
    release();
  }
}
