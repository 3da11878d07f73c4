package dev.scores.chassis.limits;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.netty.util.concurrent.EventExecutor;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long a request waits before its processing starts. A probe takes the path of a
 * request, on each event loop in turn: it waits for the loop and then for a virtual thread to
 * start. Its cost does not depend on the number of requests (docs/adr/0020).
 */
@Singleton
final class DispatchDelay {

  /**
   * Short compared with the waits that admission control limits. Probing costs an idle service
   * processor time, so probes are no more frequent than needed.
   */
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(100);

  private final EventLoopGroupRegistry eventLoops;
  private final ExecutorService blocking;
  private @Nullable Iterator<EventExecutor> next;
  private volatile boolean stopped;

  /** When the current probe began, or will begin. */
  private volatile long began;

  private volatile boolean probing;
  private volatile long lastNanos;

  DispatchDelay(
      EventLoopGroupRegistry eventLoops, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.eventLoops = eventLoops;
    this.blocking = blocking;
  }

  /** The duration of the last probe, or of the current one if that already takes longer. */
  long nanos() {
    return probing ? Math.max(lastNanos, System.nanoTime() - began) : lastNanos;
  }

  @EventListener
  void start(ServerStartupEvent started) {
    probe();
  }

  @PreDestroy
  void stop() {
    stopped = true;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Fails only while the service stops.
  private void probe() {
    if (stopped) {
      return;
    }
    Iterator<EventExecutor> loops = next;
    if (loops == null || !loops.hasNext()) {
      loops = eventLoops.getDefaultEventLoopGroup().iterator();
      next = loops;
    }
    try {
      began = System.nanoTime() + BETWEEN_PROBES.toNanos();
      probing = true;
      loops
          .next()
          .schedule(
              () -> blocking.execute(this::finishProbe), BETWEEN_PROBES.toNanos(), NANOSECONDS);
    } catch (RejectedExecutionException shutDown) {
      stopped = true;
    }
  }

  private void finishProbe() {
    lastNanos = System.nanoTime() - began;
    probe();
  }
}
