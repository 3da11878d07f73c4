package dev.scores.app.http.lists;

import io.micronaut.context.BeanContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;

/** Keeps all threads for lists busy until it is closed, while one more list waits. */
public final class BusyListThreads implements AutoCloseable {

  private final CountDownLatch end = new CountDownLatch(1);
  private final List<CompletionStage<Boolean>> lists = new ArrayList<>();

  /**
   * Returns when a list would have to wait for so long.
   *
   * @param number of threads that there are
   */
  public BusyListThreads(BeanContext service, int number, Duration delay) {
    ListThreads threads = service.getBean(ListThreads.class);
    for (int i = 0; i <= number; i++) {
      lists.add(threads.call(this::awaitEnd));
    }
    while (threads.estimatedNanos() <= delay.toNanos()) {
      Thread.onSpinWait();
    }
  }

  private boolean awaitEnd() {
    try {
      end.await();
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public boolean isBusy() {
    return lists.stream().noneMatch(list -> list.toCompletableFuture().isDone());
  }

  @Override
  public void close() {
    end.countDown();
  }
}
