package dev.scores.persistence.coalescing;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TimeoutWatcherTest {

  private final TimeoutWatcher timeouts = new TimeoutWatcher();

  /** A thread that sleeps until its timeout; then the future is done. */
  private CompletableFuture<Void> sleeper(Duration atMost) {
    CompletableFuture<Void> awake = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              long end = System.nanoTime() + atMost.toNanos();
              timeouts.set(Thread.currentThread(), end);
              while (end - System.nanoTime() > 0) {
                LockSupport.park(this);
              }
              timeouts.cancel(Thread.currentThread());
              awake.complete(null);
            });
    return awake;
  }

  @Test
  void aSleeperIsWokenWhenItsTimeIsUp() throws Exception {
    sleeper(Duration.ofMillis(1)).get(60, SECONDS);
  }

  @Test
  void noSleeperIsMissedWhileTheWatchEnds() throws Exception {
    for (int i = 0; i < 20; i++) {
      CompletableFuture<Void> first = sleeper(Duration.ofMillis(1));
      CompletableFuture<Void> second = sleeper(Duration.ofNanos(i));
      CompletableFuture.allOf(first, second).get(60, SECONDS);
    }
  }
}
