package dev.scores.app.http.lists;

import dev.scores.chassis.database.OverloadedException;
import dev.scores.chassis.database.QueueDelayEstimator;
import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.limits.RequestQueue;
import io.micronaut.context.annotation.Value;
import io.micronaut.core.propagation.PropagatedContext;
import io.netty.handler.codec.http.HttpMethod;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Threads of their own for lists that may be long: as many as the lists' share of the pool's
 * connections, so that they leave the others to short questions. What carries virtual threads is a
 * single thread on two processors, and a thousand rows would keep it from everybody else
 * (docs/adr/0028).
 *
 * <p>Who comes while all of them are busy waits, in order. Who would wait longer than the pool lets
 * anybody wait is refused; admission control sees that queue, too. Safe for many threads.
 */
@Singleton
final class ListThreads implements RequestQueue {

  private final ExecutorService threads;
  private final QueueDelayEstimator room;
  private final long longestNanos;
  private final LongSupplier clock;

  @Inject
  ListThreads(
      @Named("list-connections") IntSupplier connections,
      @Value("${datasources.default.connection-timeout:1000}") long longestMillis) {
    this(connections.getAsInt(), Duration.ofMillis(longestMillis), System::nanoTime);
  }

  /**
   * @param connections how many pages may be read at once
   * @param clock nanoseconds, as {@link System#nanoTime()} counts them
   */
  ListThreads(int connections, Duration longest, LongSupplier clock) {
    this.threads =
        Executors.newFixedThreadPool(
            connections, Thread.ofPlatform().daemon().name("list-", 1).factory());
    this.room = new QueueDelayEstimator(longest, clock);
    this.longestNanos = longest.toNanos();
    this.clock = clock;
  }

  /**
   * Does the work on one of the threads, with the context of who calls. What follows on the stage
   * is done there, too, where it is attached before the work ends: a list is written where it was
   * read.
   *
   * @return what the work answers or throws; 503 where the turn came too late, and then the work is
   *     not done
   * @throws Refusal 503 where a thread is going to come free too late, or none will
   */
  <T> CompletionStage<T> call(Supplier<T> work) {
    long asked = clock.getAsLong();
    try {
      room.enter();
    } catch (OverloadedException wait) {
      throw ApiException.unavailable();
    }
    Supplier<T> within = PropagatedContext.wrapCurrent(work);
    boolean isQueued = false;
    try {
      CompletionStage<T> answer =
          CompletableFuture.supplyAsync(
              () -> {
                boolean inTime = clock.getAsLong() - asked <= longestNanos;
                room.leave(inTime);
                if (!inTime) {
                  throw ApiException.unavailable();
                }
                return within.get();
              },
              threads);
      isQueued = true;
      return answer;
    } catch (RejectedExecutionException stopped) {
      throw ApiException.unavailable();
    } finally {
      // Also where no thread can be made: who stayed in the room would keep everybody out.
      if (!isQueued) {
        room.leave(false);
      }
    }
  }

  /**
   * Does the next page of a list that is being sent. It waits in order and is never refused: what
   * waits here is bounded by the number of open streams.
   *
   * @throws RejectedExecutionException where the service stops
   */
  void goOn(Runnable page) {
    threads.execute(page);
  }

  @Override
  public String name() {
    return "lists";
  }

  @Override
  public long estimatedNanos() {
    return room.expectedNanos();
  }

  @Override
  public boolean isPassedBy(HttpMethod method, String path) {
    return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
        && (path.equals("/scores") || path.startsWith("/scores/exercise/"));
  }

  /** Nobody comes in any more; who waits is not interrupted. */
  @PreDestroy
  void stop() {
    threads.shutdown();
  }
}
