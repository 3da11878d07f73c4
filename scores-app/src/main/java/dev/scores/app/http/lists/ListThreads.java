package dev.scores.app.http.lists;

import dev.scores.chassis.database.Overloaded;
import dev.scores.chassis.database.WaitingRoom;
import dev.scores.chassis.http.Refusal;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.propagation.PropagatedContext;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Threads of their own for lists that may be long: as many as half of the pool's connections, so
 * that short questions always have the others. What carries virtual threads is a single thread on
 * two processors, and a thousand rows would keep it from everybody else (docs/adr/0028).
 *
 * <p>Who comes while all of them are busy waits, in order and no longer than the pool lets anybody
 * wait; the entrance sees that queue, too. Safe for many threads.
 */
@Singleton
@Named("expected-wait")
final class ListThreads implements LongSupplier {

  private final ExecutorService threads;
  private final WaitingRoom room;
  private final long longestNanos;

  ListThreads(
      @Value("${datasources.default.maximum-pool-size:10}") int connections,
      @Value("${datasources.default.connection-timeout:1000}") long longestMillis) {
    Duration longest = Duration.ofMillis(longestMillis);
    this.threads =
        Executors.newFixedThreadPool(
            Math.max(1, connections / 2), Thread.ofPlatform().daemon().name("list-", 1).factory());
    this.room = new WaitingRoom(longest, System::nanoTime);
    this.longestNanos = longest.toNanos();
  }

  /**
   * Does the work on one of the threads, which goes on with what is done with its answer: a list is
   * written where it was read.
   *
   * @return what the work answers or throws
   * @throws Refusal 503 where a thread would come free too late; the stage fails with it where that
   *     turns out afterwards
   */
  <T> CompletionStage<T> call(Supplier<T> work) {
    long asked = System.nanoTime();
    try {
      room.enter();
    } catch (Overloaded wait) {
      throw Refusal.unavailable();
    }
    Supplier<T> within = PropagatedContext.wrapCurrent(work);
    try {
      return CompletableFuture.supplyAsync(
          () -> {
            boolean inTime = System.nanoTime() - asked <= longestNanos;
            room.leave(inTime);
            if (!inTime) {
              throw Refusal.unavailable();
            }
            return within.get();
          },
          threads);
    } catch (RejectedExecutionException stopped) {
      room.leave(false);
      throw Refusal.unavailable();
    }
  }

  @Override
  public long getAsLong() {
    return room.expectedNanos();
  }

  /** Whoever waits is served; nobody comes in any more. */
  @PreDestroy
  void stop() {
    threads.shutdown();
  }
}
