package dev.scores.app.erasure;

import dev.scores.chassis.database.DatabaseLog;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the feed of removals on a virtual thread, from the start of the server until its stop. With
 * {@code USER_REMOVALS=ignore} there is no such bean.
 */
@Singleton
@Requires(property = ErasureSettings.FOLLOW)
final class RemovalFollower
    implements ApplicationEventListener<ServerStartupEvent>,
        GracefulShutdownCapable,
        AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RemovalFollower.class);

  private final RemovalPoll poll;
  private final DatabaseLog databaseLog;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final ExecutorService thread =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("removals").factory());
  private volatile CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

  RemovalFollower(RemovalPoll poll, DatabaseLog databaseLog) {
    this.poll = poll;
    this.databaseLog = databaseLog;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    running = CompletableFuture.runAsync(this::follow, thread);
  }

  private void follow() {
    Duration pause = Duration.ZERO;
    try {
      while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = attempt(poll::run);
      }
      attempt(
          () -> {
            poll.stop();
            return Duration.ZERO;
          });
    } catch (InterruptedException aborted) {
      LOG.debug("aborted: the next instance repeats the erasure", aborted);
    }
  }

  /** A failed step is repeated: the cursor moves only after an erasure. */
  private Duration attempt(Supplier<Duration> step) {
    try {
      return step.get();
    } catch (RuntimeException fault) {
      if (!databaseLog.operationFailed("the erasure of removed users", fault)) {
        LOG.error("the erasure of removed users failed", fault);
      }
      return RemovalPoll.PAUSE;
    }
  }

  /** Begins no further poll; completes when the current one has ended. */
  @Override
  public CompletionStage<?> shutdownGracefully() {
    stop.countDown();
    return running;
  }

  /** Aborts an erasure; the next instance repeats it. */
  @Override
  @PreDestroy
  public void close() {
    stop.countDown();
    thread.shutdownNow();
    thread.close();
  }
}
