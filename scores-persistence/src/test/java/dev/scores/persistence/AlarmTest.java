package dev.scores.persistence;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class AlarmTest {

  private final Alarm alarm = new Alarm();

  /** A thread that has set the alarm and sleeps until it rings; then the future is done. */
  private CompletableFuture<Void> sleeper(Duration atMost) {
    CompletableFuture<Void> awake = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              long end = System.nanoTime() + atMost.toNanos();
              alarm.set(Thread.currentThread(), end);
              while (end - System.nanoTime() > 0) {
                LockSupport.park(this);
              }
              alarm.cancel(Thread.currentThread());
              awake.complete(null);
            });
    return awake;
  }

  @Test
  void whoSleepsIsWokenWhenItsTimeIsUp() throws Exception {
    sleeper(Duration.ofMillis(1)).get(60, SECONDS);
  }

  @Test
  void nobodyIsForgottenThoughTheWatchEndsWheneverNobodySleeps() throws Exception {
    for (int i = 0; i < 20; i++) {
      CompletableFuture<Void> first = sleeper(Duration.ofMillis(1));
      CompletableFuture<Void> second = sleeper(Duration.ofNanos(i));
      CompletableFuture.allOf(first, second).get(60, SECONDS);
    }
  }
}
