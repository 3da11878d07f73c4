package dev.scores.chassis.operations;

import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import io.netty.util.concurrent.EventExecutor;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops serving without failing requests. The service first reports not ready and continues to
 * serve for {@code DRAIN_DELAY}, so that load balancers notice; then it closes its port and gives
 * requests in flight, streams included, up to {@link #LONGEST} to finish.
 */
@Singleton
public final class GracefulStop {

  static final Duration LONGEST = Duration.ofSeconds(10);

  /**
   * How long idle connections stay open. Closing one at once would fail a request that is being
   * sent.
   */
  private static final Duration IDLE = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(GracefulStop.class);

  private final Connections connections;
  private final EventLoopGroupRegistry eventLoops;
  private final GracefulShutdownManager framework;
  private final Duration delay;

  GracefulStop(
      Connections connections,
      EventLoopGroupRegistry eventLoops,
      GracefulShutdownManager framework,
      ShutdownSettings settings) {
    this.connections = connections;
    this.eventLoops = eventLoops;
    this.framework = framework;
    this.delay = settings.drainDelay();
  }

  /** Returns when every response is sent, at the latest {@link #LONGEST} after the drain delay. */
  public void await() throws InterruptedException {
    connections.announceEnd();
    if (delay.isPositive()) {
      LOG.info("stopping: not ready; the port closes in {} ms", delay.toMillis());
      Thread.sleep(delay);
    }
    LOG.info("stopping: no new connections; requests in flight have {} s", LONGEST.toSeconds());
    connections.end();
    settle();
    connections.awaitEnd(IDLE);
    connections.endStreams();
    try {
      // Closes idle connections now and other connections after their response.
      framework
          .shutdownGracefully()
          .toCompletableFuture()
          .get(LONGEST.minus(IDLE).toMillis(), TimeUnit.MILLISECONDS);
      LOG.info("stopped: all requests completed");
    } catch (TimeoutException late) {
      LOG.warn("stopped: requests were still in flight and are aborted");
    } catch (ExecutionException fault) {
      LOG.error("stopped: the framework could not wait", fault);
    }
  }

  /** Runs a task on each event loop, after which all accepted connections are registered. */
  private void settle() throws InterruptedException {
    for (EventExecutor loop : eventLoops.getDefaultEventLoopGroup()) {
      loop.submit(() -> {}).await();
    }
  }
}
