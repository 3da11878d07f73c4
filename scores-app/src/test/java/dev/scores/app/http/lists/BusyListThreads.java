package dev.scores.app.http.lists;

import io.micronaut.context.BeanContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** Keeps all threads for lists busy until it is closed, while other lists wait. */
public final class BusyListThreads implements AutoCloseable {

  /** The mean of the turns is a 64th of it afterwards: few thousand lists are a long queue. */
  private static final Duration FIRST_TURN = Duration.ofSeconds(1);

  private final CountDownLatch end = new CountDownLatch(1);
  private final List<CompletionStage<Boolean>> lists = new ArrayList<>();

  /**
   * Returns when a list would have to wait for so long.
   *
   * @param number of threads that there are
   */
  public BusyListThreads(BeanContext service, int number, Duration delay) {
    ListThreads threads = service.getBean(ListThreads.class);
    CountDownLatch firstTurn = new CountDownLatch(1);
    CompletionStage<Boolean> first = threads.call(() -> await(firstTurn));
    for (int i = 0; i < number; i++) {
      lists.add(threads.call(() -> await(end)));
    }
    while (threads.estimatedNanos() <= FIRST_TURN.toNanos()) {
      Thread.onSpinWait();
    }
    firstTurn.countDown();
    first.toCompletableFuture().join();
    while (threads.estimatedNanos() <= delay.toNanos()) {
      lists.add(threads.call(() -> await(end)));
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException stopped) {
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
