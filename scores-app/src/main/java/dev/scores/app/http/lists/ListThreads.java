package dev.scores.app.http.lists;

import dev.scores.chassis.database.OverloadedException;
import dev.scores.chassis.database.PoolSettings;
import dev.scores.chassis.database.QueueDelayEstimator;
import dev.scores.chassis.http.ApiException;
import dev.scores.chassis.limits.RequestQueue;
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
 * Platform threads for long lists, as many as the lists' share of the connection pool. Virtual
 * threads would be unfair: with two processors there is one carrier thread, and writing a thousand
 * rows would block it for all other requests (docs/adr/0028). Lists are 1.26 times as fast.
 *
 * <p>Lists queue in order while all threads are busy. A list that would wait longer than the
 * connection timeout is rejected. Admission control sees the queue, too. Thread-safe.
 */
@Singleton
final class ListThreads implements RequestQueue {

  private final ExecutorService threads;
  private final QueueDelayEstimator queue;
  private final long maxWaitNanos;
  private final LongSupplier clock;

  @Inject
  ListThreads(@Named("list-connections") IntSupplier connections, PoolSettings pool) {
    this(connections.getAsInt(), Duration.ofMillis(pool.connectionTimeout()), System::nanoTime);
  }

  /**
   * @param connections how many pages may be read at once
   * @param clock nanoseconds, like {@link System#nanoTime()}
   */
  ListThreads(int connections, Duration maxWait, LongSupplier clock) {
    this.threads =
        Executors.newFixedThreadPool(
            connections, Thread.ofPlatform().daemon().name("list-", 1).factory());
    this.queue = new QueueDelayEstimator(maxWait, clock);
    this.maxWaitNanos = maxWait.toNanos();
    this.clock = clock;
  }

  /**
   * Runs the work on one of the threads, with the propagated context of the caller. Dependent
   * stages that are attached before the work ends run there too, so a list is written on the thread
   * that read it.
   *
   * @return the result of the work; or 503, without running the work, if it waited too long
   * @throws ApiException 503 if the expected wait is too long or the service is stopping
   */
  <T> CompletionStage<T> call(Supplier<T> work) {
    long submittedAt = clock.getAsLong();
    try {
      queue.enter();
    } catch (OverloadedException overloaded) {
      throw ApiException.unavailable();
    }
    Supplier<T> contextual = PropagatedContext.wrapCurrent(work);
    boolean isQueued = false;
    try {
      CompletionStage<T> result =
          CompletableFuture.supplyAsync(
              () -> {
                boolean inTime = clock.getAsLong() - submittedAt <= maxWaitNanos;
                queue.leave(inTime);
                if (!inTime) {
                  throw ApiException.unavailable();
                }
                return contextual.get();
              },
              threads);
      isQueued = true;
      return result;
    } catch (RejectedExecutionException stopping) {
      throw ApiException.unavailable();
    } finally {
      // Also if no thread can be created: a list that stays counted would block the queue for good.
      if (!isQueued) {
        queue.leave(false);
      }
    }
  }

  /**
   * Runs the next page of a list that is being sent. It queues in order and is never rejected; the
   * limit of open streams bounds these pages.
   *
   * @throws RejectedExecutionException if the service is stopping
   */
  void execute(Runnable page) {
    threads.execute(page);
  }

  @Override
  public String name() {
    return "lists";
  }

  @Override
  public long estimatedNanos() {
    return queue.expectedNanos();
  }

  @Override
  public boolean isPassedBy(HttpMethod method, String path) {
    return (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
        && (path.equals("/scores") || path.startsWith("/scores/exercise/"));
  }

  /** Rejects new lists; queued ones still run. */
  @PreDestroy
  void stop() {
    threads.shutdown();
  }
}
