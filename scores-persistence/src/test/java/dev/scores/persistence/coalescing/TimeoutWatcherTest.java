package dev.scores.persistence.coalescing;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TimeoutWatcherTest {

  private final TimeoutWatcher timeouts = new TimeoutWatcher();

  /** Starts a thread that sleeps until its deadline; the future is then completed. */
  private CompletableFuture<Void> sleeper(Duration atMost) {
    CompletableFuture<Void> woken = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              long deadline = System.nanoTime() + atMost.toNanos();
              timeouts.set(Thread.currentThread(), deadline);
              while (deadline - System.nanoTime() > 0) {
                LockSupport.park(this);
              }
              timeouts.cancel(Thread.currentThread());
              woken.complete(null);
            });
    return woken;
  }

  @Test
  void threadIsWokenAtItsDeadline() throws Exception {
    sleeper(Duration.ofMillis(1)).get(60, SECONDS);
  }

  @Test
  void noDeadlineIsMissedWhileTheWatcherEnds() throws Exception {
    for (int i = 0; i < 20; i++) {
      CompletableFuture<Void> first = sleeper(Duration.ofMillis(1));
      CompletableFuture<Void> second = sleeper(Duration.ofNanos(i));
      CompletableFuture.allOf(first, second).get(60, SECONDS);
    }
  }
}
